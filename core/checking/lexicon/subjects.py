"""Words that mean about the same, in English and Chinese: those of subjects and things."""

# Chinese is read here: words of papers, read as English.
# Tested in tests/core/checking/lexicon/test_synonyms.py.

from __future__ import annotations

# A line is a group: English words, a bar, Chinese words. English words stand in the singular.
GROUPS = """
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
solar photovoltaic pv | 太阳能 光伏
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
replica | 副本
"""
