"""Words that mean about the same, in English and Chinese: those of single fields and methods."""

# Chinese is read here: words of papers, read as English.
# Tested in tests/core/checking/test_lexicon.py.

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
imbalance balance balanced | 平衡 均衡
redundancy redundant | 冗余
complexity complex | 复杂度 复杂
difficulty difficult hard challenging | 困难 难度 挑战
easy simple | 简单 容易
long | 长
short | 短
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
maintain preserve retain keep | 保持 保留 维持
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
character | 字符
symbol | 符号
phoneme phonetic | 音素 语音学
accent accented | 口音
dialect | 方言
bilingual | 双语
grammar grammatical | 语法
syntax syntactic | 句法
idiom metaphor | 隐喻 习语
term terminology | 术语
keyword | 关键词
paragraph passage | 段落 篇章
title heading headline | 标题
reader readability | 读者 可读性
writer writing | 写作 撰写
theory theoretical | 理论
logic logical | 逻辑
causal causality | 因果
linear | 线性
convex | 凸
continuous continual continuously | 连续 持续
discrete | 离散
random randomly stochastic | 随机
deterministic determinism | 确定性
exact exactly | 精准
approximation approximate | 近似
sampling sampled | 采样 抽样
cleaning cleaned | 清洗
deduplication duplicate duplicated | 去重 重复
crawl crawled | 爬取 抓取
labelled annotator labeler | 标注者 标注员
judge evaluator grader | 裁判 评判器 评判 评审
reviewer peer | 审稿人 同行
critic critique reflection | 批评 反思
debate argument | 辩论 论证
evidence | 证据 依据
claim statement assertion | 声明 断言 主张
truth true | 真值 真
false | 假
positive | 正例 阳性 正向 积极
negative | 负例 阴性 负向 消极
unlabeled unannotated | 无标注 未标注
answerable | 可回答
unanswerable | 不可回答
correctness | 正确性
reliability reliable | 可靠性 可靠
validity valid | 有效性 有效
sparsification | 稀疏化
distillation distilled distill | 蒸馏
adaptation adapt adaptive adapter | 自适应 适应 适配器 适配
transfer transferred transferable | 迁移 转移
augmentation augmented augment | 增强
calibration calibrated | 校准
normalization normalized | 归一化 标准化
regularization | 正则化
initialization | 初始化
interpolation | 插值
extrapolation | 外推
projection | 投影
mapping map | 映射 地图
transformation transform | 变换 转换
rotation | 旋转
translation | 平移
decomposition | 分解
factorization | 因式分解
aggregation aggregate | 聚合
routing router | 路由
scheduling scheduler | 调度
allocation allocate | 分配
communication | 通信 交流
transmission transmit | 传输
bit | 比特
cloud | 云端 云
edge | 边缘
client | 客户端 客户
federated | 联邦
distributed | 分布式
parallel parallelism | 并行
asynchronous | 异步
synchronous | 同步
deployment deploy deployed | 部署
production | 生产
industry industrial | 工业 产业 行业
business enterprise | 商业 企业
market | 市场
stock share | 股票
investment investor | 投资
transaction trade trading | 交易
customer consumer buyer | 顾客 消费者
advertisement advertising ad | 广告
click ctr | 点击率 点击
conversion | 转化率
session visit | 访问
hotel travel tourism | 酒店 旅游
food recipe | 食品 食物 菜谱
species animal | 物种 动物 植物
tree forest | 树木 森林 树
bird | 鸟类
insect | 昆虫
alloy metal steel | 合金 金属
battery | 电池
solar photovoltaic | 太阳能 光伏
wind | 风速 风
electricity electric grid | 电力 电网
circuit transistor | 电路
quantum qubit | 量子
particle | 粒子
fluid flow | 流体 流动 流
pressure | 压力
wave | 波
spectrum spectral | 光谱 频谱
optical optics light | 光学 光照 光
radar lidar | 雷达 激光雷达
ultrasound | 超声
radiology radiograph xray | 放射学 放射 影像
mri ct scan scanning | 扫描 磁共振
pathology histology slide | 病理 切片
surgery surgical | 手术 外科
lesion | 病灶 病变
organ anatomy anatomical | 器官 解剖
heart cardiac | 心脏 心
lung pulmonary | 肺
breast | 乳腺
skin | 皮肤
eye gaze retinal | 眼 凝视 视网膜 视线
blood | 血液 血
clinician doctor physician | 医生 医师
nurse | 护士
dose medication | 剂量
symptom | 症状
treatment therapy intervention | 治疗 干预
mortality death survival | 死亡率 死亡 生存
depression anxiety mental | 抑郁 焦虑 心理
psychology psychological | 心理学
cognition cognitive | 认知
personality trait | 人格特质 特质
worker employee labor | 员工 工人 劳动
criminal crime | 刑法 刑事 犯罪
court judicial | 法院
regulation regulatory compliance | 监管 合规
government | 政府
school university college | 学校 大学 高校
course curriculum lesson | 课程
classroom | 教室 课堂
elementary primary | 小学
homework exercise | 作业 练习
painting drawing sketch | 绘画 素描 草图
song singing | 歌曲 歌声
instrument piano | 乐器 钢琴
dance | 舞蹈
movie film | 电影
chess | 比赛 棋
competition contest challenge | 竞赛 挑战赛
track | 赛道
mesh surface | 网格 表面
texture | 纹理
shape | 形状
voxel | 体素
gaussian splatting | 高斯
rendering render | 渲染
lighting illumination | 照明
occlusion | 遮挡
blur deblurring | 模糊
denoising denoise | 去噪
superresolution super-resolution | 超分辨率
inpainting | 修复
pose | 位姿
orientation | 朝向
velocity | 速率
acceleration | 加速度
force torque | 力矩 力
grasp grasping | 抓取
locomotion walking gait | 行走 步态
drone uav aerial | 无人机 航拍
ship vessel maritime | 船舶
flight aircraft | 飞行 飞机
road street lane | 道路 街道 车道
pedestrian | 行人
accident crash collision | 事故 碰撞
building | 建筑
house room indoor | 房间 室内
outdoor | 室外 户外
earth geographic geospatial | 地理 地球
ocean sea marine | 海洋
river flood | 河流 洪水
rain precipitation | 降雨 降水
earthquake seismic | 地震
spatiotemporal | 时空
season | 季节
daily | 每日 日均
weekly | 每周
monthly | 每月
annual yearly | 每年 年度
hourly | 每小时
night | 夜间
early | 早期
late | 后期 晚期
workflow | 工作流
script | 脚本
interface screen | 界面 屏幕
button | 按钮
command | 命令 指令集
terminal shell | 终端
database sql | 数据库
table tabular | 表格
row | 行
column | 列
chart plot | 图表
index | 索引
storage store disk | 硬盘
kernel | 内核 核
compiler compile compilation | 编译
debugging debug | 调试
commit patch | 补丁 提交
package library dependency | 依赖
frontend | 前端
protocol | 协议
packet | 数据包
encryption encrypted cryptographic | 加密
jailbreak | 越狱
backdoor | 后门
poison poisoning | 投毒
spam | 垃圾
phishing | 钓鱼
deception deceptive | 欺骗
sycophancy | 谄媚
persuasion persuasive | 说服
misinformation disinformation rumor | 虚假信息 谣言
stereotype | 刻板印象
norm | 规范
moral ethics ethical | 道德 伦理
trust trustworthy | 可信 信任
transparency transparent | 透明
satisfaction satisfied | 满意度 满意
engagement | 参与度
adoption | 采用率
workload burden | 工作量 负担
productivity | 生产力
interrater inter-annotator | 标注者间
decision | 决策 判断
proposal | 提议
goal objective | 目标函数 优化目标
sum | 总和
deviation std | 标准差
median | 中位数 中位
percentile quantile | 百分位 分位
interval | 区间 间隔
outlier | 离群 异常值
mode | 模式 模态
phase | 相位
density dense | 密度 稠密
shift drift | 漂移 偏移
window | 窗口
patch | 图块
chunk block | 分块 块
buffer | 缓冲
queue | 队列长度
tree | 树结构
route | 路线 路径
link | 链接
chain | 链式 链
loop cycle | 循环 闭环
stream streaming | 流式
residual | 残差
gate gating gated | 门控
pooling | 池化
dropout | 丢弃
seed | 种子
fold | 折
hop | 跳
backbone | 骨干 主干
checkpoint | 检查点
expert moe | 混合专家
lowrank low-rank | 低秩
latent | 潜在 隐变量 隐空间
implicit | 隐式
explicit | 显式
symmetric symmetry | 对称
orthogonal | 正交
monotone monotonic | 单调
"""
