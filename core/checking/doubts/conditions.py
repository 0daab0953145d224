"""Conditions: words that tell one thing from another of its kind.

"dev" and "test", "base" and "large", "with" and "without" are members of one kind each.
"""

# Chinese is read here: words of conditions.
# Tested in tests/core/checking/doubts/test_naming.py.

from __future__ import annotations

# A kind, and below it a line for each of its members: the forms that name it, the first of which
# is what it is called here. A form with a - at its end is how words begin.
KINDS = r"""
split
  dev | development set | validation | 验证集 | 开发集
  test | tests | testing | tested | 测试集 | 测试
  training set | train set | train split | 训练集
size
  base | 基础模型 | 基础版 | 基础
  large | larger | bigger | big(?![- ]?bench) | 大模型 | 大版本 | 大号
  small | 小模型 | 小号
  mini
  medium | 中号
  tiny
  nano
  huge | giant
removed
  without | w/o | no | remov- | drop | dropped | omit- | 去掉 | 不用 | 不检索 | 无文档 | 没有 | 无需
  with | w/ | plus | including | 加入 | 加上 | 加检索 | 加文档 | 有文档 | 带有 | 检索后 | 有检索
ensembled
  single | sgl | individual | 单模型 | 单一 | 单个
  ensemble- | ens | 集成
statistic
  max | maximum | peak | highest | best | up to | 最高 | 最大 | 峰值 | 高达 | 最好
  mean | average- | avg | 平均 | 均值 | 均分
  min | minimum | lowest | worst | 最低 | 最小 | 最差
  median | 中位
  std | standard deviation | variance | 标准差 | 方差
  total | sum | overall | in all | altogether | 共有? | 合计 | 总计 | 总共
measure
  f1 | f-1 | f-score | f-measure
  em | exact match | 精确匹配
  accuracy | acc | 准确率 | 精度 | 正确率 | 答对
  precision | 精确率 | 查准率
  recall | 召回率 | 查全率
  bleu
  rouge
  auc | auroc
  perplexity | ppl | 困惑度
  loss | 损失
  map | mean average precision | 平均精度均值 | 平均精度
  error rate | 错误率 | 误差率
  sensitivity | 灵敏度 | 敏感性
  specificity | 特异性 | 特异度
  ndcg
  mrr
  cider
  meteor
  chrf
  parameters? | params? | 参数 | 参数量
  iou | miou
  psnr
  ssim
  fid
  wer
  mae
  rmse
  mse
  win rate | 胜率
  success rate | 成功率
  dice
  memory | vram | 显存 | 内存 | footprint
  latency | 延迟 | 时延 | faster | speed-?ups? | decoding speed | 加速 | 解码速度 | 提速
  throughput | 吞吐量? | 吞吐
  energy | power | 能耗 | 功耗 | joules?
  flops? | 计算量 | 浮点
  storage | disk | 存储
  cost | price | 成本 | 费用
shots
  zero-?shot | 0-?shot | 零样本
  one-?shot | 1-?shot | 单样本
  few-?shot | (?:[2-9]|[1-9]\d{1,2})[ -]?shots? | 少样本 | 小样本
language
  german | de | 德语 | 英德 | 德
  french | fr | 法语 | 英法 | 法文
  chinese | zh | 中文 | 汉语
  spanish | 西班牙语
  japanese | 日语
  korean | 韩语
  arabic | 阿拉伯语
  hindi | 印地语
  russian | 俄语
modality
  text-only | 纯文本
  images? | 图像 | 图片
  videos? | 视频
  audio | speech | 音频 | 语音
supervision
  semi-?supervised | 半监督
  unsupervised | 无监督
  self-?supervised | 自监督
  wsj only | supervised | 有监督
part
  encoders? | 编码器
  decoders? | 解码器
  encoder-only | 仅编码器 | 纯编码器
  decoder-only | 仅解码器 | 纯解码器
  encoder-decoder | 编码器-解码器 | 编解码器
side
  inputs? | 输入
  outputs? | 输出
teaching
  teachers? | 教师
  students? | 学生
domain
  in-domain | in-distribution | 域内 | 分布内
  out-of-domain | out-of-distribution | ood | 域外 | 分布外
known
  seen | 见过的
  unseen | 未见
place
  indoor | 室内
  outdoor | 室外
gender
  male | 男
  female | 女
order
  first | 首轮 | 第一
  second | 第二
  third | 第三
  fourth | 第四
  final | last | 最后 | 最终
ours
  baselines? | 基线
  ours | our method | our model | our approach | proposed | 本文方法 | 我们的
optimum
  greedy | 贪心
  sampling | sampled | 采样
  beam
bits
  fp16 | bf16 | 16-bit | 16 比特
  fp8 | int8 | 8-bit | 8 比特
  int4 | 4-bit | 4 比特
  fp32 | 32-bit
processor
  gpus?
  cpus?
  tpus?
risk
  risk-averse | averse | 规避风险 | 风险规避 | 风险厌恶 | 厌恶风险
  risk-seeking | seeking | 追求风险 | 寻求风险 | 偏好风险 | 风险偏好 | 冒险
length
  default | 默认
  long context | long-context | extended | extends | 长上下文 | 扩展
term
  short-term | 短期
  long-term | 长期
data
  synthetic | synthesi[sz]ed | ai-generated | ai data | 合成
  real data | original data | human-written | 真实数据 | 原始数据
resource
  low-resource | 低资源
  high-resource | 高资源
difficulty
  easy | easier | easiest | 简单 | 容易
  hard | harder | hardest | difficult | challenge | 困难 | 难题
answer
  correct- | 正确 | 答对
  incorrect- | wrong- | 错误 | 答错
safety
  safe | 安全的 | 安全回复
  unsafe | 不安全
user
  typical | 普通用户 | 典型用户
  malicious | 恶意
  vulnerable | 脆弱用户 | 弱势
source
  open-source- | open source | open-weight | 开源
  closed-source | closed source | proprietary | 闭源 | 专有
expertise
  experts? | 专家
  non-experts? | novices? | 新手 | 非专家
health
  patients? | 患者 | 病人
  healthy | 健康人 | 健康受试者
arm
  treatment group | intervention group | 治疗组 | 干预组 | 实验组
  control group | controls | placebo | 对照组 | 安慰剂
noise
  clean | 干净 | 无噪声?
  noisy | noise | 有噪声? | 噪声
density
  sparse | 稀疏
  dense | 稠密
averaged
  macro- | 宏平均
  micro- | 微平均
scope
  local | 局部
  global | 全局
when
  online | 在线
  offline | 离线
light
  daytime | 白天
  night- | 夜间 | 夜晚
turns
  single-turn | 单轮
  multi-turn | 多轮
hops
  single-hop | 单跳
  multi-hop | 多跳
direction
  unidirectional | 单向
  bidirectional | 双向
correlation
  pearson | 皮尔逊
  spearman | 斯皮尔曼
  kendall | 肯德尔
reality
  theoretical | 理论
  measured | 实测
polarity
  true positives? | 真阳性
  false positives? | 假阳性 | 误报
  true negatives? | 真阴性
  false negatives? | 假阴性 | 漏报
samples
  positives? | 正例 | 正样本
  negatives? | 负例 | 负样本
bound
  upper bound | 上界
  lower bound | 下界
outcome
  wins? | 获胜 | 胜出
  ties? | 平局
reply
  refus- | reject- | 拒绝 | 拒答
  accept- | compl(?:y|ied|iance) | 接受 | 遵从
phase
  pre-?train- | 预训练
  fine-?tun- | 微调
"""
