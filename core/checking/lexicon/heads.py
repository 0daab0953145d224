"""Words that mean about the same, in English and Chinese: those of the heads and labels of tables,
which shorten them."""

# Chinese is read here: words of papers, read as English.
# Tested in tests/core/checking/lexicon/test_synonyms.py.

from __future__ import annotations

# A line is a group: English words, a bar, Chinese words. English words stand in the singular.
GROUPS = """
parameter params param | 参数
perplexity ppl | 困惑度
validation val dev development validate verify verification | 验证 验证集 开发集
ensemble integration ens | 集成 集成模型
insertion insert | 插入
concatenation concatenate concat | 拼接 级联
macro | 宏平均 宏
micro | 微平均 微
weighted | 加权
fixed | 固定
skip | 跳过
formula | 分子式 化学式
validity valid | 合法 合法性 合法率
tolerance tol | 容差 容忍度
single | 单模型 单个模型
medium moderate mod | 中等 中度
worsen worsened | 变差
unchanged | 不变
large big | 大版 大号 大型
small | 小版 小号 小型
base baseline | 基础 基线 基础版 基座
noise noisy | 噪声 噪音 带噪
matplotlib plt |
numpy np |
panda pandas pd |
scipy scp |
tensorflow tf |
pytorch torch py |
sklearn scikit-learn sk |
argentina | 阿根廷
australia | 澳大利亚 澳洲
bangladesh | 孟加拉国
belgium | 比利时
bolivia | 玻利维亚
brazil | 巴西
canada | 加拿大
chile | 智利
china | 中国
colombia | 哥伦比亚
cuba | 古巴
denmark | 丹麦
ecuador | 厄瓜多尔
egypt | 埃及
ethiopia | 埃塞俄比亚
finland | 芬兰
france | 法国
germany | 德国
ghana | 加纳
greece | 希腊
guatemala | 危地马拉
honduras | 洪都拉斯
india | 印度
indonesia | 印度尼西亚 印尼
iran | 伊朗
iraq | 伊拉克
ireland | 爱尔兰
israel | 以色列
italy | 意大利
japan | 日本
kenya | 肯尼亚
malaysia | 马来西亚
mexico | 墨西哥
nepal | 尼泊尔
netherlands | 荷兰
nicaragua | 尼加拉瓜
nigeria | 尼日利亚
norway | 挪威
pakistan | 巴基斯坦
panama | 巴拿马
paraguay | 巴拉圭
peru | 秘鲁
philippines | 菲律宾
poland | 波兰
portugal | 葡萄牙
romania | 罗马尼亚
russia | 俄罗斯
singapore | 新加坡
spain | 西班牙
sweden | 瑞典
switzerland | 瑞士
thailand | 泰国
turkey | 土耳其
uganda | 乌干达
ukraine | 乌克兰
uruguay | 乌拉圭
venezuela | 委内瑞拉
vietnam | 越南
american america united usa | 美国
kingdom british britain uk | 英国
english en | 英语 英文
chinese mandarin zh | 中文 汉语 汉字
french fr | 法语 法文
german de | 德语 德文
japanese ja | 日语 日文
korean ko | 韩语 韩文
spanish es | 西班牙语
russian ru | 俄语 俄文
romanian ro | 罗马尼亚语
czech cs | 捷克语
afrikaans | 南非语
albanian sq | 阿尔巴尼亚语
amharic | 阿姆哈拉语
arabic ar | 阿拉伯语 阿拉伯文
basque eu | 巴斯克语
bengali bn | 孟加拉语
bulgarian bg | 保加利亚语
burmese | 缅甸语
cantonese yue | 粤语
catalan | 加泰罗尼亚语
croatian hr | 克罗地亚语
danish | 丹麦语
dutch nl | 荷兰语
estonian | 爱沙尼亚语
filipino tagalog | 菲律宾语 他加禄语
finnish fi | 芬兰语
galician gl | 加利西亚语
greek | 希腊语
gujarati gu | 古吉拉特语
hausa | 豪萨语
hebrew | 希伯来语
hindi | 印地语
hungarian hu | 匈牙利语
icelandic | 冰岛语
igbo | 伊博语
indonesian | 印尼语 印度尼西亚语
irish | 爱尔兰语
italian | 意大利语
kannada kn | 卡纳达语
kazakh kk | 哈萨克语
khmer km | 高棉语
lao | 老挝语
latvian lv | 拉脱维亚语
lithuanian lt | 立陶宛语
malay | 马来语
malayalam | 马拉雅拉姆语
marathi | 马拉地语
mongolian | 蒙古语
nepali | 尼泊尔语
norwegian | 挪威语
persian farsi fa | 波斯语
polish pl | 波兰语
portuguese pt | 葡萄牙语
punjabi | 旁遮普语
serbian sr | 塞尔维亚语
sinhala | 僧伽罗语
slovak sk | 斯洛伐克语
slovenian sl | 斯洛文尼亚语
swahili sw | 斯瓦希里语
swedish sv | 瑞典语
tamil ta | 泰米尔语
telugu te | 泰卢固语
thai th | 泰语
tibetan | 藏语
turkish tr | 土耳其语
ukrainian | 乌克兰语
urdu ur | 乌尔都语
uyghur | 维吾尔语
uzbek uz | 乌兹别克语
vietnamese vi | 越南语
yoruba | 约鲁巴语
en-de en2de english-german english-to-german | 英德 英译德 英语到德语
de-en de2en german-english german-to-english | 德英 德译英 德语到英语
en-fr en2fr english-french english-to-french | 英法 英译法 英语到法语
fr-en fr2en french-english french-to-english | 法英 法译英 法语到英语
en-zh en2zh english-chinese english-to-chinese | 英中 英译中
zh-en zh2en chinese-english chinese-to-english | 中英 中译英
en-ro en2ro english-romanian english-to-romanian | 英罗 英译罗
ro-en ro2en romanian-english romanian-to-english | 罗英 罗译英
en-ru en2ru english-russian english-to-russian | 英俄 英译俄 英语到俄语
ru-en ru2en russian-english russian-to-english | 俄英 俄译英 俄语到英语
en-ja en2ja english-japanese english-to-japanese | 英日 英译日 英语到日语
ja-en ja2en japanese-english japanese-to-english | 日英 日译英 日语到英语
"""
