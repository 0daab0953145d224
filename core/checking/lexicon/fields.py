"""Words that mean about the same, in English and Chinese: those of single fields and methods."""

# Chinese is read here: words of papers, read as English.
# Tested in tests/core/checking/lexicon/test_synonyms.py.

from __future__ import annotations

# A line is a group: English words, a bar, Chinese words. English words stand in the singular.
GROUPS = """
realtime | 实时
efficiency efficient | 效率 高效
explanation interpretability explainable | 解释 可解释性
fidelity | 保真度 保真
stage phase | 阶段
statistics statistical | 统计
representation | 表示 表征
mechanism | 机制
science scientific | 科学
fact factual factuality | 事实 事实性
recovery recover restoration restore | 恢复 复原 修复
geometry geometric | 几何
reconstruction reconstruct | 重建 重构
perception | 感知
variant version | 变体 版本
convergence converge | 收敛
record entry log | 记录 条目 日志 条
medical clinical medicine | 医学 医疗 临床
biology biological biomedical | 生物
disease disorder | 疾病 病症
diagnosis diagnostic | 诊断
module component | 模块 组件
cross crossvalidation | 交叉
diffusion | 扩散
graph | 图谱 图结构
entity | 实体
relation relationship | 关系
triple triplet | 三元组
event | 事件
rule | 规则
group cohort | 队列 群体 组
family series | 家族 系列
institution center hospital site | 机构 医院 中心
team | 团队 队伍
company firm organization | 公司 企业 组织
game | 游戏 对局 局
player | 玩家 选手 棋手 投手
robot robotic | 机器人
vehicle car driving autonomous | 车辆 驾驶 自动驾驶
sensor | 传感器
camera | 相机 摄像头
satellite remote | 卫星 遥感
object target | 目标 物体 对象
point | 点云 点
node | 节点
edge | 边缘 边
function | 函数 功能
api | 接口
repository repo project github | 仓库 项目 代码库
file | 文件
line | 行代码 行
bug defect vulnerability issue | 缺陷 漏洞 错误
website web page | 网站 网页 网络
search | 搜索
recommendation recommend | 推荐
item product | 物品 商品 产品 项
review comment | 评论 审稿
post tweet message | 帖子 推文 消息
book textbook | 教科书 书籍 书
pair | 对 配对
set subset split | 子集 集合 集
hallucination | 幻觉
bias fairness | 偏差 偏见 公平性 公平
uncertainty entropy | 不确定性 熵
robustness robust | 鲁棒性 稳健性 鲁棒
noise noisy | 噪声 噪音
stable stability | 稳定性 稳定
error bias | 误差
distance | 距离
angle | 角度
height | 高度
depth | 深度
area | 面积
weight mass | 重量
volume | 体积
signal | 信号
frequency | 频率
channel | 通道 信道
device hardware chip mobile | 设备 硬件 芯片 移动
gpu card | 显卡 卡
cpu | 处理器
server cluster | 服务器 集群
network | 神经网络 网络
transformer | 变换器
convolution convolutional | 卷积
vector embedding | 向量 嵌入
matrix | 矩阵
gradient | 梯度
optimization optimizer optimize | 优化器 优化
hyperparameter | 超参数
zero zeroshot zero-shot | 零样本
few fewshot few-shot | 少样本 小样本
unseen | 未见
crosslingual cross-lingual | 跨语言
english | 英语 英文
chinese mandarin | 中文 汉语 汉字
french | 法语
german | 德语
japanese | 日语
korean | 韩语
spanish | 西班牙语
arabic | 阿拉伯语
hindi | 印地语
russian | 俄语
india indian | 印度
china | 中国
europe european | 欧洲
african africa | 非洲
american america | 美国
emotion emotional sentiment affective | 情感 情绪
gender female male | 性别 女性 男性
age | 年龄
child children | 儿童
face facial | 人脸 面部
body pose motion | 姿态 人体 动作 运动
hand | 手部 手势
medical | 医疗
cancer tumor | 癌症 肿瘤
brain eeg | 大脑 脑电 脑
cell | 细胞
protein | 蛋白质 蛋白
gene genetic genomic | 基因
molecule molecular | 分子
chemistry chemical | 化学
material | 材料
physics physical | 物理
weather climate | 天气 气候 气象
water | 水
soil crop agricultural plant | 土壤 作物 农业 植物
traffic | 交通
finance financial | 金融 财务
legal law | 法律 司法
education educational | 教育 教学
music musical | 音乐
art style | 艺术 风格
culture cultural | 文化
social | 社会 社交
political | 政治
privacy private leakage leak | 隐私 泄露
memorization memory | 记忆
watermark | 水印
detection | 检出
fake deepfake forgery | 伪造 虚假
risk | 风险
failure fail | 失败 失效
constraint | 约束
condition setting | 条件 设置 设定
configuration config | 配置
combination combine | 组合 结合
candidate | 候选
final | 最终
initial original | 初始 原始
single | 单一 单个 单
multi multiple | 多个 多
hierarchical hierarchy level | 层次 级别 层级 水平
coarse | 粗粒度
fine | 细粒度
global | 全局 全球
local | 局部 本地
online | 在线
offline | 离线
dynamic | 动态
static | 静态
interaction interactive | 交互 互动
collaboration collaborative cooperative | 协作 协同 合作
planning plan | 规划 计划
control controller | 控制
simulation simulated simulator | 仿真 模拟
navigation | 导航
manipulation | 操纵 操控
editing edit | 编辑
summarization summary | 摘要 总结
extraction extract | 提取 抽取
parsing parse | 解析
ranking rank | 排名 排序 第
matching match | 匹配
clustering cluster | 聚类
regression | 回归
anomaly | 异常
fault | 故障
imbalance balance balanced equilibrium equilibration equilibrate | 平衡 均衡
redundancy redundant | 冗余
complexity complex | 复杂度 复杂
difficulty difficult hard challenging | 困难 难度 挑战
easy simple | 简单 容易
long | 长
short brief | 短 短暂
high | 高
low | 低
new novel | 新
old existing previous prior | 现有 已有 先前 传统
state-of-the-art sota | 先进 最先进 前沿
best optimal | 最佳 最优 最好
worst | 最差
full fully | 全量 全 完全
half | 一半
only | 仅 只
more | 以上 更多
less fewer | 更少 不到
over above exceed surpass outperform beat superior | 超过 超越 优于 高于 超出 胜过 领先
below under behind | 低于 落后 不足
compare comparison comparable versus | 相比 对比 比较 相较 相当
maintain preserve retain retention keep | 保持 保留 维持 保留率
use require need | 使用 需要 仅需 采用 利用
select filter selection filtering | 筛选 选择 过滤 选取
collect collection gather | 收集 采集
construct construct build | 构建 构造
contain comprise include consist | 包含 包括 涵盖 含
span across | 跨 横跨 跨越
source origin | 来源 源
template | 模板
option choice | 选项 选择题
rubric | 评分标准
chapter section | 章节
concept | 概念
skill ability capability | 技能 能力
intent intention | 意图
topic theme | 主题 话题
occupation job profession | 职业 岗位
persona role character | 角色 人格
story narrative | 故事 叙事
feedback | 反馈
exam examination | 考试
survey questionnaire | 调查 问卷 综述
interview | 访谈
study research | 研究
threshold | 阈值
budget | 预算
period month week | 周期 月 周
lifetime | 寿命
variable factor | 变量 因素
explained variance | 方差
ours our proposed | 我们 本文方法 本方法 所提方法
hypothesis | 假设
theorem proof prove | 定理 证明
bound | 上界 下界
epoch | 训练轮数 训练轮次 轮数
warmup | 热身
beam | 束宽 集束
window | 窗长
shift | 帧移
filterbank fbank | 滤波器组
clipping clipped | 裁剪
rank | 秩
discount | 折扣
real-time | 实时率
negative | 负样本
positive | 正样本
box bounding-box | 边界框 标注框 检测框
crowd crowdsource crowdsourcing | 众包
listener | 听众 听者
lawyer attorney | 律师
tie tied | 打平 平局 平手
fluency fluent | 流畅性 流利度 流畅度
adequacy adequate | 充分性
naturalness natural | 自然度
wage salary payment paid | 报酬 时薪 工资
rent rental rented | 租用 租机 租赁
civil | 民事
administrative | 行政
decision | 判决
longest | 最长
shortest | 最短
broadcast radio | 广播
parliament parliamentary | 议会
"""
