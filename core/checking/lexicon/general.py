"""Words that mean about the same, in English and Chinese: those of every paper."""

# Chinese is read here: words of papers, read as English.
# Tested in tests/core/checking/lexicon/test_synonyms.py.

from __future__ import annotations

# A line is a group: English words, a bar, Chinese words. English words stand in the singular.
GROUPS = """
dataset corpus | 数据集 语料库 语料
benchmark testbed | 基准测试 基准 测评 评测集
test evaluation evaluate assess assessment | 测试 评估 评测
sample example instance exemplar datapoint case | 样本 样例 示例 实例 例子 案例 用例
question query problem | 问题 题目 道题 查询 提问
task | 任务
model | 模型 大模型
parameter | 参数
token | 词元 令牌 标记
training train trained | 训练 训得
inference reasoning | 推理 推断
decoding | 解码
pretraining pretrained pretrain | 预训练
finetuning finetuned finetune | 微调
layer | 层
head | 头
dimension | 维度 维
step | 步 步骤
round iteration turn | 轮次 轮 回合 迭代
batch | 批次 批量 批
sequence series | 序列
length | 长度
context | 上下文 语境
accuracy accurate correct | 准确率 准确度 准确性 精度 正确率 精确 准确
precision | 精确率 查准率 精准率
recall sensitivity | 召回率 召回 查全率 灵敏度 敏感性
specificity | 特异性
score rating grade | 得分 分数 评分 打分
win winning preferred | 胜率 获胜 胜出
success succeed successful | 成功率 成功
error mistake | 错误率 误差 错误 误报
activity | 活动
average mean avg | 平均 均值 均分 平均分
improvement improve gain boost uplift | 提升 提高 改进 改善 增益 变好
increase growth grow rise | 增加 增长 上升 升至 增至
reduction reduce decrease lower decline drop | 降低 减少 下降 降至 减至 减小 缩减 降幅
saving save | 节省 节约
speedup faster accelerate acceleration speed | 加速 速度 更快 提速 加快 快
slower slowdown | 更慢 减慢 变慢
latency delay | 延迟 时延
throughput | 吞吐量 吞吐
memory ram footprint | 内存 显存 存储
cost expense price | 成本 费用 开销 代价 花费 价格
energy power consumption | 能耗 功耗 能源 能量
learning | 学习
rate | 率
temperature | 温度
category class type kind | 类别 种类 类型 大类 类
language multilingual | 语言 语种 多语言
domain field area | 领域 域
image picture photo | 图像 图片 图 照片 张图
video clip | 视频 片段 短片
audio sound acoustic | 音频 声音 声学
speech voice spoken | 语音 口语
text textual | 文本 文字
paper article publication | 论文 文献
document report | 文档 文件 报告
expert | 专家
human people person | 人类 人工 人员 人
user | 用户
participant subject volunteer respondent | 参与者 受试者 被试 志愿者 受访者
patient | 患者 病人
agent | 智能体 代理
tool | 工具
code coding | 代码
math mathematical mathematics | 数学
programming program | 编程 程序
coverage cover | 覆盖率 覆盖
citation cite | 引用 引文
confidence | 置信度 置信
correlation pearson spearman | 相关系数 相关性 相关
similarity | 相似度 相似性 相似
probability likelihood | 概率 可能性
ratio proportion share fraction percentage | 比例 占比 比率 占
perplexity | 困惑度
loss | 损失
bandwidth | 带宽
compression compress | 压缩率 压缩比 压缩
pruning pruned sparsity sparse | 剪枝 稀疏度 稀疏
quantization quantized | 量化
weight | 权重
activation | 激活
teacher | 教师 老师
student | 学生
reward | 奖励
policy strategy | 策略
preference | 偏好
safety safe | 安全性 安全
harm harmful hazard toxic unsafe | 有害 危害 毒性 不安全
prompt | 提示词 提示
response answer reply | 回答 答案 响应 回复
retrieval retrieve | 检索
knowledge | 知识
generation generate generated generative | 生成
synthetic synthesis synthesized | 合成
real | 真实 实际
hour | 小时
day | 天
minute | 分钟
second | 秒
year | 年
open | 开源 开放
closed proprietary commercial | 闭源 专有 商业
largest maximum max peak highest up most | 最大 最高 峰值 至多 高达 最多
smallest minimum lowest least | 最小 最低 最少
total overall | 总共 总计 共计 合计 总体 整体 总 共
first | 首个 首次 第一
frame | 帧
resolution | 分辨率
pixel | 像素
classification classify classifier | 分类器 分类
segmentation segment | 分割
detection detect detector | 检测 侦测
recognition recognize | 识别
scene scenario | 场景 情景
environment | 环境
action behavior | 动作 行为 操作
trajectory path | 轨迹 路径
scale scaling size | 规模 大小 尺度 扩展
encoder | 编码器
decoder | 解码器
attention | 注意力
instruction | 指令
word vocabulary lexical | 单词 词汇 词表 词语
sentence | 句子 语句
dialogue conversation dialog conversational | 对话 会话
author | 作者
city | 城市
country nation national | 国家 国
region regional | 地区 区域
drug | 药物
sport | 体育 运动
news | 新闻
date | 日期
name | 姓名 名称
location | 地点 位置 定位
malicious attack adversarial attacker | 恶意 攻击 对抗
violent violence | 暴力
hate | 仇恨
slope | 斜率
trigger | 触发
completion complete | 补全 完成 完整
mask masked | 掩码 遮蔽
translation translate | 翻译 译文
base baseline | 基础 基线
ablation | 消融
draft | 草稿
branch | 分支
accept acceptance | 接受
reject refusal refuse | 拒绝 拒答
ensemble integration | 集成
cache | 缓存
data | 数据
depth deep deeper | 深度 深层 更深
width wide wider | 宽度 更宽
method approach technique | 方法 方案 技术
result outcome | 结果
performance | 性能 表现 效果
experiment experimental | 实验
validation validate verify verification | 验证
annotation annotated label labeled annotate | 标注 标签 注释
modality multimodal | 多模态 模态
visual vision | 视觉
quality | 质量 高质量
analysis analyze | 分析
framework pipeline system | 框架 系统 流水线 流程 管线
compute computation computational flop | 计算量 计算 算力
feature | 特征
consistency consistent agreement kappa agree | 一致性 一致率 一致
prediction predict forecast forecasting | 预测 预报
metric measure criteria | 指标 度量 标准
structure structural structured | 结构 结构化
space spatial | 空间
time duration runtime | 时间 时长 耗时 用时
temporal | 时序 时间性
semantic | 语义
distribution | 分布
architecture | 架构
alignment align aligned | 对齐
gap difference | 差距 差异 差值
hybrid mixed mixture | 混合
fusion fuse | 融合
execution execute run | 执行 运行
view viewpoint perspective | 视角 视图 视点
supervision supervised | 监督
change variation | 变化 变动
public publicly | 公开 公共
diversity diverse variety | 多样化 多样性 多样
general generalization generalize | 泛化 通用
input | 输入
output | 输出
encoder encoding encode | 编码
algorithm | 算法
information | 信息
attribute property | 属性 性质
neural | 神经
state | 状态
content | 内容
reference | 参考
measurement measured | 测量
conflict | 冲突
observation observed observe | 观测 观察
machine mechanical | 机器 机械
detail | 细节
internal | 内部
external | 外部
bottleneck | 瓶颈
tradeoff trade-off | 权衡
auxiliary | 辅助
protection protect | 保护
professional | 专业
injection inject injected | 注入
degradation degrade degraded | 退化
additional extra | 额外
perturbation perturbed | 扰动
format | 格式
weighted weighting | 加权
history historical | 历史
attribution | 归因
engine | 引擎
frozen freeze | 冻结
identity | 身份
fixed | 固定
adjustment adjust | 调整
service | 服务
propagation | 传播
violation violate | 违反 违规
collapse | 崩溃 坍塌 坍缩
prototype | 原型
strict strictly | 严格
threshold | 门限
artifact | 伪影
progressive | 渐进
management | 管理
platform | 平台
utility | 效用
binary | 二元 二值
missing | 缺失
health healthy | 健康
counting | 计数
appearance | 外观
expression | 表情 表达
neuron | 神经元
virtual | 虚拟
audit | 审计
contamination contaminated | 污染
background | 背景
correction | 校正 修正 纠正
hidden | 隐藏
tensor | 张量
suppression suppress | 抑制
coupled coupling | 耦合
overlap overlapping | 重叠
track tracking | 跟踪 追踪
decay | 衰减
skeleton | 骨架
star stellar | 恒星
galaxy | 星系
community | 社区
discriminator discriminative | 判别器 判别
generator | 生成器
forgetting | 遗忘
speaker | 说话者 说话人
intensity | 强度
backward reverse | 反向 后向
forward | 前向
load payload | 负载 载荷
defense | 防御
flip flipped | 翻转
deformation | 变形
rare | 罕见
cumulative accumulated accumulate | 累积 累计
composite | 复合
codebook | 码本
change | 变异
manual manually | 手动
subjective | 主观
color | 颜色 彩色
preprocessing | 预处理
fitting | 拟合
range | 范围
element | 元素
replacement replace replaced | 替换 替代
transcription transcript transcribe | 转录
website | 页面
formula equation | 公式
belief | 信念
recursive | 递归
smoothing smooth | 平滑
threat | 威胁
coefficient | 系数
scalar | 标量
adjacent | 相邻
wireless | 无线
silence silent | 静音 沉默
default | 默认
patience | 耐心
stopping stop | 早停 停止
first | 首轮
second | 第二
third | 第三
fourth | 第四
interval | 每隔
volatility volatile | 波动
drone quadcopter | 四旋翼
warmup | 预热
penalty | 惩罚
view opinion | 观点 意见
dictionary | 词典 字典
essay | 作文
motor | 电机
bound boundary | 边界
redaction redacted | 脱敏
handoff | 交接
gate | 闸门
greedy | 贪心
voting vote | 投票
seed | 随机种子
set | 划分
change | 变更
horizon | 预测长度 预测步长
lookback | 回看 回溯
retrieval retriever | 检索器
term glossary | 术语表
round | 话轮
speech utterance | 话语
aspect | 方面
harm hateful | 有毒
offensive | 冒犯 攻击性
group | 分组
member | 成员
zoo | 模型库 动物园
cosine | 余弦
modeling modelling | 建模
guidance guided guide | 引导
driven | 驱动
lightweight | 轻量
joint jointly | 联合
automatic automated automatically | 自动
unified | 统一
description describe | 描述
decoupled disentangled | 解耦
governance | 治理
effect | 效应
abstract abstraction | 抽象
misalignment misaligned | 错位 未对齐
imaging | 成像
embodied | 具身
hyperbolic | 双曲
guideline | 指南
shortcut | 捷径
modulation | 调制
harm danger dangerous | 危险
asset | 资产
binding | 绑定
triage | 分诊
stereo | 立体
infrared | 红外
probe probing | 探针 探测
solver solve solved | 求解
evolution evolve evolved evolving | 演化 进化
tokenization tokenizer | 分词
reproduction reproduce | 复现
update updated | 更新
response | 应答
checkpoint | 存档
momentum | 动量
dropout | 丢弃率 随机失活
vehicle | 汽车
significance significant | 显著性
cutoff | 截止 截断
overfitting | 过拟合
hyperparameter | 超参
thread | 线程
core | 核心
voltage | 电压
current | 电流
land | 土地
water | 水体
building | 建筑物
paper | 文章
edge | 边数
release released | 发布
license | 许可
"""
