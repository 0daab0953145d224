"""Words that mean about the same, in English and Chinese: those of the heads and labels of tables,
which shorten them."""

# Chinese is read here: words of papers, read as English.
# Tested in tests/core/checking/test_lexicon.py.

from __future__ import annotations

# A line is a group: English words, a bar, Chinese words. English words stand in the singular.
GROUPS = """
parameter params param | 参数
perplexity ppl | 困惑度
dev development | 开发集
validation validate verify verification | 验证 验证集
ensemble integration ens | 集成 集成模型
insertion insert | 插入
concatenation concatenate concat | 拼接 级联
macro | 宏平均 宏
micro | 微平均 微
weighted | 加权
fixed | 固定
skip | 跳过
tolerance tol | 容差 容忍度
single | 单模型 单个模型
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
