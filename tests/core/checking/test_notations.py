"""How papers write numbers in English and how reports write them in Chinese.

Each line is what a paper says and what is said of it; all of it is true, so nothing is doubted.
"""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.models import Finding, Paper

SAID = r"""
improves accuracy by 12.5 percentage points | 准确率提升 12.5 个百分点
improves accuracy by 12.5 pp over the baseline | 准确率比基线高 12.5 个百分点
improves accuracy by 12.5% (absolute) | 准确率绝对提升 12.5 个百分点
an absolute gain of 4.2% in F1 | F1 绝对提升 4.2 个百分点
a 4.2-point gain in F1 | F1 提升 4.2 分
a +4.2 gain in F1 score | F1 得分提升 4.2 个点
gains 3.1 BLEU over the baseline | BLEU 比基线高 3.1
1.5-fold reduction in latency | 延迟降低 1.5 倍
a ten-fold reduction in training cost | 训练成本降低 10 倍
a tenfold increase in throughput | 吞吐量提高十倍
a two-fold speedup | 加速两倍
2--3x faster inference | 推理快 2 至 3 倍
2–3× faster inference | 推理速度提升 2~3 倍
between 2 and 3 times faster | 快 2-3 倍
speeds up inference by up to 7.4$\times$ | 推理加速最高 7.4 倍
speeds up inference by up to 7.4\times | 推理加速最高达 7.4×
achieves a 7.4X speedup | 实现 7.4 倍加速
more than an order of magnitude faster | 快一个数量级以上
two orders of magnitude faster than prior work | 比以往方法快两个数量级
two orders of magnitude faster than prior work | 比以往方法快 100 倍
an order of magnitude fewer parameters | 参数量少一个数量级
reduces cost by one third | 成本降低三分之一
reduces cost by a third | 成本降低约 33%
uses two-thirds of the data | 使用三分之二的数据
only a quarter of the memory | 仅需四分之一的内存
only a quarter of the memory | 仅需 25% 的内存
with only 1/8 of the training data | 仅用八分之一的训练数据
with only one tenth of the training data | 仅用十分之一的训练数据
with only one tenth of the training data | 仅用一成的训练数据
nearly ninety percent of users prefer it | 近九成用户更喜欢它
nearly 90% of users prefer it | 近九成用户更喜欢它
30% of the users disagreed | 三成用户不同意
over half of the samples are wrong | 超过一半的样本是错的
over half of the samples are wrong | 半数以上的样本是错的
half of the samples are wrong | 50% 的样本是错的
doubles the throughput | 吞吐量翻倍
doubles the throughput | 吞吐量提升一倍
doubles the throughput | 吞吐量翻了一番
quadruples the throughput | 吞吐量翻两番
triples the throughput | 吞吐量提高两倍
triples the throughput | 吞吐量达到三倍
halves the memory | 内存减少一半
halves the memory | 内存减少 50%
hundreds of participants | 数百名参与者
thousands of GPUs | 数千张 GPU
tens of thousands of images | 数万张图像
millions of users | 数百万用户
a dozen datasets | 十余个数据集
a dozen datasets | 12 个数据集
dozens of tasks | 数十个任务
1.2M images | 120 万张图像
1.2 million images | 120万张图像
1,200,000 images | 120 万张图像
1.2e6 images | 120 万张图像
1.2 x 10^6 images | 120 万张图像
$1.2\times10^{6}$ images | 120 万张图像
10^6 images | 100 万张图像
$10^6$ images | 一百万张图像
3.5B parameters | 35 亿参数
3.5 billion parameters | 35亿参数
a 3.5B-parameter model | 一个 35 亿参数的模型
a 3.5-billion-parameter model | 35 亿参数模型
15 trillion tokens | 15 万亿 token
15T tokens | 15万亿词元
1.5T tokens | 1.5 万亿 tokens
500K instances | 50 万个实例
500k instances | 50 万条实例
0.5 million instances | 50 万实例
half a million instances | 50 万个实例
12,345 examples | 12345 个样例
12 345 examples | 12,345 个样例
12{,}345 examples | 12,345 个样例
12'345 examples | 12,345 个样例
costs $1,200 per run | 每次运行花费 1200 美元
costs US$1,200 | 花费 1200 美元
costs USD 1,200 | 花费 1,200 美元
costs \$0.03 per query | 每次查询 0.03 美元
costs less than $0.01 per query | 每次查询不到 1 美分
costs 3 cents per query | 每次查询 0.03 美元
worth €5 million | 价值 500 万欧元
worth $2.5B | 价值 25 亿美元
a $3.5 billion market | 35 亿美元的市场
takes 3.5 hours on 8 A100 GPUs | 在 8 张 A100 上需 3.5 小时
takes 210 minutes | 需要 3.5 小时
takes 0.35 s per image | 每张图像 350 毫秒
takes 350ms per image | 每张图像 0.35 秒
in under 2 minutes | 不到 2 分钟
within two minutes | 2 分钟内
a 24-hour period | 24 小时
a three-month study | 为期 3 个月的研究
a 12-week trial | 12 周试验
over the past five years | 过去 5 年
from 1990 to 2020 | 1990 年至 2020 年
from 1990 to 2020 | 1990–2020 年
in the 1990s | 20 世纪 90 年代
since March 2023 | 自 2023 年 3 月以来
published between 2018-2023 | 2018 至 2023 年发表
the 95th percentile latency is 12 ms | 第 95 百分位延迟为 12 毫秒
the 95% confidence interval | 95% 置信区间
(95% CI: 0.71-0.83) | 95% 置信区间 0.71–0.83
p < 0.001 | p<0.001
p=.03 | p = 0.03
(r = .82) | 相关系数 r=0.82
AUC of 0.91 ± 0.02 | AUC 为 0.91±0.02
AUC of 0.91 $\pm$ 0.02 | AUC 为 0.91 ± 0.02
0.91 (0.02) AUC | AUC 0.91（标准差 0.02）
ranks 1st of 42 teams | 在 42 支队伍中排名第一
ranked third among 42 teams | 在 42 支队伍中位列第三
achieves 91.2\% accuracy | 准确率达 91.2%
achieves 91.2 % accuracy | 准确率达９１．２％
achieves 91.2 percent accuracy | 准确率为百分之九十一点二
achieves an accuracy of 0.912 | 准确率为 91.2%
achieves an accuracy of 91.2 | 准确率为 91.2%
ninety-one percent of cases | 91% 的病例
accuracy rises from 61.2 to 73.4% | 准确率从 61.2% 升至 73.4%
accuracy rises 61.2%→73.4% | 准确率由 61.2% 提升到 73.4%
accuracy rises 61.2%->73.4% | 准确率从 61.2% 提升至 73.4%
ranging from 5 to 20% | 5%～20%
5%-20% of tokens | 5% 到 20% 的词元
5–20 % of tokens | 5-20% 的词元
a −3.2% change | 变化 -3.2%
a -3.2 dB drop | 下降 3.2 dB
a loss of 0.3dB PSNR | PSNR 损失 0.3 分贝
a ratio of 3:1 | 3:1 的比例
a 3-to-1 ratio | 3:1 的比例
a 3 to 1 ratio | 3比1的比例
a ratio of 1:10 | 1:10 的比例
4 out of 5 annotators | 5 名标注者中有 4 名
four out of five annotators | 80% 的标注者
9 of 12 tasks | 12 项任务中的 9 项
nine of twelve tasks | 12 个任务中的 9 个
in 23/30 cases | 30 例中的 23 例
in 23/30 cases | 23/30 的案例
19 of the 20 languages | 20 种语言中有 19 种
1024x1024 resolution | 1024×1024 分辨率
1024$\times$1024 images | 1024x1024 图像
1024^2 images | 1024×1024 图像
512 x 512 pixels | 512×512 像素
32x32x3 inputs | 32×32×3 输入
4K resolution video | 4K 分辨率视频
a 128K context window | 128K 上下文窗口
a 128k-token context | 12.8 万 token 上下文
contexts of up to 1M tokens | 最长 100 万 token 的上下文
a 4-bit model | 4 比特模型
4bit quantization | 4 位量化
2 bits per weight | 每权重 2 比特
1.58-bit weights | 1.58 比特权重
FP8 training on 2,048 H800s | 在 2048 张 H800 上训练
2,048 H800 GPUs for 2.8M GPU hours | 280 万 H800 GPU 小时
2.664M H800 GPU hours | 266.4 万 H800 GPU 小时
16 GB of VRAM | 16GB 显存
16 GiB of memory | 16GB 内存
60 FPS on a mobile phone | 手机上 60 帧/秒
60 frames per second | 每秒 60 帧
runs at 60Hz | 以 60 赫兹运行
30 tokens/s | 每秒 30 个 token
30 tokens per second | 30 token/s
4.7 GFLOPs | 4.7 GFLOPs
a chip of 102.4 GOPS | 算力 102.4 GOPS 的芯片
8.2 TOPS (INT8) | INT8 下为 8.2 TOPS
3.2 pJ per operation | 每次操作 3.2 皮焦
5.2 mW power | 功耗 5.2 毫瓦
5.2 kWh of energy | 5.2 千瓦时
a 45-degree rotation | 旋转 45 度
a rotation of 45^\circ | 旋转 45°
at 37 °C | 37 摄氏度
an error of 2.3cm | 误差 2.3 厘米
an area of 5 km^2 | 5 平方公里
an area of 5 square kilometers | 5 平方千米
120 km/h | 时速 120 公里
10 mm slices | 10 毫米切片
a depth of 3,000 m | 3000 米深
2.3 kg payload | 2.3 公斤负载
sub-millisecond latency | 亚毫秒级延迟
sub-10ms latency | 低于 10 毫秒的延迟
less than 5% overhead | 不到 5% 的开销
at most 5% overhead | 开销不超过 5%
no more than 5% overhead | 开销至多 5%
over 10,000 samples | 超 1 万个样本
over 10,000 samples | 上万个样本
over 10,000 samples | 1 万多个样本
10,000+ samples | 超过 10000 个样本
more than 300 languages | 300 多种语言
more than 300 languages | 300+ 种语言
approximately 2,500 hours of speech | 约 2500 小时语音
roughly 2.5k hours of speech | 约 2500 小时语音
~2,500 h of speech | 约 2500 小时语音
twenty-five languages | 25 种语言
one hundred and twenty tasks | 120 个任务
one hundred tasks | 100 个任务
two hundred fifty participants | 250 名参与者
a hundred tasks | 100 个任务
a thousand tasks | 1000 个任务
eleven datasets | 11 个数据集
eleven datasets | 十一个数据集
seven datasets | 七个数据集
seven datasets | 7 个数据集
a 7-day trial | 7 天试验
one-week trial | 一周试验
1-shot and 5-shot settings | 1-shot 和 5-shot 设置
zero-shot and 16-shot | 零样本和 16 样本
top-5 accuracy of 93.1% | top-5 准确率 93.1%
pass@1 of 67.3% | pass@1 为 67.3%
recall@10 improves by 8.4% | recall@10 提升 8.4%
perplexity of 5.47 | 困惑度 5.47
a Cohen's kappa of 0.81 | Cohen's kappa 为 0.81
2.1% WER | 词错误率 2.1%
lowers WER from 5.2 to 4.1 | 词错误率从 5.2 降至 4.1
relative reduction of 21% in WER | 词错误率相对降低 21%
reduces error by a factor of 3.5 | 误差降低 3.5 倍
by factors of 2 to 4 | 2-4 倍
reduces memory by 75% | 内存减少 75%
uses just 25% of the memory | 内存减少 75%
4x less memory | 内存仅为四分之一
4x less memory | 内存减少 75%
0.5M-parameter model | 50 万参数模型
a 300-million-parameter encoder | 3 亿参数编码器
a 0.6B model | 0.6B 模型
a 0.6B model | 6 亿参数模型
LLaMA-70B | 70B 模型
models of 1B, 3B and 8B parameters | 1B、3B 和 8B 参数的模型
models from 1B to 70B | 10 亿到 700 亿参数的模型
models with 7/13/70B parameters | 7B、13B 和 70B 参数
100B+ parameters | 超过 1000 亿参数
$\mathcal{O}(n^2)$ to $\mathcal{O}(n \log n)$ | 复杂度从 O(n^2) 降到 O(n log n)
learning rate of 3e-4 | 学习率 3e-4
learning rate of $3\times10^{-4}$ | 学习率 0.0003
at $10^{-5}$ | 10^-5
a 10^{-3} error | 误差 0.001
2^{20} steps | 2^20 步
α = 0.05 | α=0.05
with k=5 | k=5 时
n = 1,024 | n=1024
N=14,650 requests | 14650 个请求
24.5M (2.1%) samples | 2450 万个样本（2.1%）
six-degree-of-freedom | 六自由度
6-DoF pose | 6 自由度位姿
the COVID-19 pandemic | COVID-19 疫情
GPT-4 and Llama-3.1-8B | GPT-4 和 Llama-3.1-8B
S&P 500 stocks | 标普 500 股票
the S\&P500 index | 标普500指数
Industry 4.0 | 工业 4.0
2,000-3,000 words | 2000–3000 词
2-3k words | 2000-3000 词
1–2M samples | 100 万至 200 万样本
50 to 100 thousand samples | 5 万到 10 万样本
several hundred thousand samples | 数十万样本
3.14 · 10^5 samples | 31.4 万样本
3.14*10^5 samples | 31.4 万样本
314 thousand samples | 31.4 万样本
0.314 million samples | 31.4 万样本
1 in 5 patients | 五分之一的患者
one in five patients | 20% 的患者
1 in 5 patients | 每 5 名患者中有 1 名
two in three | 三分之二
threefold | 3 倍
3-fold cross validation | 3 折交叉验证
five-fold cross-validation | 五折交叉验证
10-fold cross-validation | 十折交叉验证
10-fold cross-validation | 10折交叉验证
a 3-layer network | 3 层网络
a twelve-layer network | 12 层网络
5 epochs | 5 轮
over 1.5 years | 一年半
eighteen months | 18 个月
two decades | 20 年
two decades | 二十年
three centuries | 300 年
a 30-second clip | 30 秒片段
90-minute sessions | 1.5 小时
1h 30min sessions | 1.5 小时
2 h 15 min | 2 小时 15 分钟
12 a.m. | 12 点
99.99% uptime | 99.99% 可用性
99.9\,\% uptime | 99.9% 可用性
~99.9\% uptime | 约 99.9% 可用性
$\sim$40\% fewer tokens | 约少 40% 的词元
$\approx 40\%$ fewer tokens | 词元减少约四成
$>$40\% fewer tokens | 词元减少 40% 以上
$40\%$ fewer tokens | 词元减少 40%
$40-50\%$ fewer tokens | 词元减少 40%–50%
40{\%} fewer tokens | 词元减少 40%
forty percent fewer tokens | 词元减少 40%
40 per cent fewer tokens | 词元减少四成
40pp gain | 提升 40 个百分点
40 p.p. gain | 提升 40 个百分点
40%-points | 40 个百分点
40 basis points | 40 个基点
a 5-star rating of 4.6 | 5 星评分 4.6
4.6/5 rating | 4.6 分（满分 5 分）
4.6 out of 5 | 4.6/5
scores 87/100 | 87 分（满分 100）
8.2 out of 10 | 8.2 分
IoU@0.5 of 71.3 | IoU@0.5 为 71.3
mAP50-95 of 0.56 | mAP50-95 为 0.56
F1=0.83 | F1 值 0.83
(F1 0.83) | F1 得分为 0.83
F1-score: 83.0% | F1 为 0.83
83% F1 | F1 值 83.0%
an R$^2$ of 0.94 | R² 为 0.94
R2 = 0.94 | R2=0.94
RMSE=1.23e-2 | RMSE 为 0.0123
1.23×10⁻² | 0.0123
10⁶ samples | 100 万样本
5×10⁸ tokens | 5 亿词元
3.2 µs | 3.2 微秒
3.2 μm | 3.2 微米
5 ppm | 5 ppm
70 dB SPL | 70 dB
5 m/s | 5 米/秒
2 GB/s | 2 GB/s
100 Gbps | 100 Gbps
1.2 TB of data | 1.2 TB 数据
1.2 petabytes | 1.2 PB
3 GPU-days | 3 GPU 天
three GPU days | 3 个 GPU 日
8xA100 | 8 张 A100
8×H100 GPUs | 8 块 H100
8 NVIDIA A100-80GB GPUs | 8 张 80GB A100
a single GPU | 单个 GPU
single-GPU | 1 张 GPU
two-stage | 两阶段
improves by 3.2, 4.1, and 5.0 points | 分别提升 3.2、4.1 和 5.0 个百分点
improves by 3.2%, 4.1% and 5.0% on A, B and C | 在 A、B、C 上分别提升 3.2%、4.1%、5.0%
(+3.2/+4.1) | 提升 3.2 和 4.1
+3.2\% on MMLU and +4.1\% on GSM8K | MMLU 提升 3.2%，GSM8K 提升 4.1%
MMLU (+3.2) and GSM8K (+4.1) | MMLU 提升 3.2 分，GSM8K 提升 4.1 分
from 3.2s to 1.1s | 从 3.2 秒缩短到 1.1 秒
3.2 vs. 1.1 seconds | 3.2 秒对 1.1 秒
3.2 (vs 1.1) | 3.2（相比 1.1）
more than 3 out of every 4 | 四分之三以上
three quarters of the pages | 75% 的页面
three-quarters of the pages | 四分之三的页面
about a fifth of the pages | 约两成的页面
the top 1% of users | 前 1% 的用户
top-1% | 前 1%
1% labels | 1% 的标签
10-15% of cases | 一成到一成半
0.1% of parameters | 千分之一的参数
0.1% of parameters | 0.1% 的参数
0.01% of parameters | 万分之一的参数
one-thousandth | 千分之一
1.0% | 1%
1% | 1.0%
12.0x | 12 倍
.85 AUC | AUC 0.85
AUC of 85.0 | AUC 0.85
AUC=.85 | AUC 达 0.85
an accuracy of 91 % | 准确率 91%
2 billion to 20 billion | 20 亿到 200 亿
$2-3 million | 200-300 万美元
¥3 million | 300 万元
RMB 3 million | 300 万元人民币
3 lakh rows | 30 万行
3 crore rows | 3000 万行
a 1:1 mapping | 一对一映射
Round 2 of the 2024 challenge | 2024 挑战赛第 2 轮
Stage II | 第二阶段
Level 3 autonomy | L3 级自动驾驶
type-2 diabetes | 2 型糖尿病
CO2 emissions fell 12% | 二氧化碳排放下降 12%
PM2.5 | PM2.5 浓度
"""
# What no rule can tell from another meaning, or what the writer worked out, may be left open.
OPEN = 10
LINES = [line for line in SAID.splitlines() if line]


def findings(line: str) -> set[Finding]:
    english, chinese = line.split(" | ")
    abstract = f"We present a method for many things. It {english}. It is useful for others."
    paper = Paper(id="2602.00001", title="A study of things", abstract=abstract)
    found = check([f"{chinese}。"], Evidence.of(paper, None))
    return {claim.finding for claim in found.claims}


@pytest.mark.parametrize("line", LINES)
def test_what_is_true_is_not_doubted_however_it_is_written(line):
    assert Finding.MISSING not in findings(line)


def test_nearly_all_of_it_is_confirmed():
    unsettled = [line for line in LINES if Finding.OPEN in findings(line)]

    assert len(unsettled) <= OPEN, unsettled


@pytest.mark.parametrize(
    "line",
    [
        "a chip of 102.4 GOPS | 算力 102.4 TOPS 的芯片",
        "8.2 TOPS (INT8) | 8.2 GOPS in INT8",
        "a board of 1.5 POPS | a board of 1.5 TOPS",
        "a chip of 102.4 GOPS | a chip of 102.4 GFLOPS",
        "12.5 TOPS at 3 W | 功耗 12.5 W",
    ],
)
def test_operations_in_a_second_are_told_in_their_scale(line):
    assert Finding.MISSING in findings(line)
