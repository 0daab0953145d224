"""Invented archive files, written out by hand so that the tests do not lean on the code they
test."""

from __future__ import annotations

import datetime as dt
import random

AT = dt.datetime(2026, 11, 21, 8, 15, tzinfo=dt.UTC)

DIGEST = """\
# 每日论文汇总 - 2025-07-01

**论文数量**: 3

---

### 🏆 1. 纸船：让小模型学会折返 (Paper Boats: Teaching (Small) Models to Turn Back)

**论文链接**: [https://arxiv.org/abs/2507.00011](https://arxiv.org/abs/2507.00011)
**组织**: DeepSeek
**得分**: 106.66
**标签**: Super Lab, Viral, Must Read
**Upvotes**: 30 | **Stars**: 600

**摘要**: 小模型走错一步就难以回头。纸船在每一步留下折返点，实验中少走 40% 的弯路。

**亮点**:
  - 提出折返点
  - 只训练 2% 的参数
  - 弯路减少 40%

---

###  2. Lanterns Without Oil

**论文链接**: [https://arxiv.org/abs/2507.00022](https://arxiv.org/abs/2507.00022)
**组织**: Unknown
**得分**: 4.16
**标签**: 
**Upvotes**: 1 | **Stars**: 0

---

###  3. 雨后 (After Rain)

**论文链接**: [https://arxiv.org/abs/hep-th/9901001](https://arxiv.org/abs/hep-th/9901001)
**组织**: Tsinghua University
**得分**: 20.0
**标签**: Frontier Lab, Community Pick
**Upvotes**: 0 | **Stars**: 0

**摘要**: 雨后空气更清。
第二行，
同属摘要。

**亮点**:
  - 只有一条

---
"""

ENGLISH_DIGEST = """\
# Daily Papers - 2025-07-01

**Papers**: 2

---

### 🏆 1. Paper Boats (第二版)

**Paper**: [https://arxiv.org/abs/2507.00011](https://arxiv.org/abs/2507.00011)
**Organization**: DeepSeek
**Score**: 107.74
**Tags**: Super Lab, Viral
**Upvotes**: 30 | **Stars**: 600

**Summary**: A small model that took a wrong turn rarely comes back; this one does.

**Highlights**:
  - Marks where to turn back
  - Trains 2% of the weights

---

###  2. Lanterns Without Oil

**Paper**: [https://arxiv.org/abs/2507.00022](https://arxiv.org/abs/2507.00022)
**Organization**: Unknown
**Score**: 4.16
**Tags**: 
**Upvotes**: 1 | **Stars**: 0

---
"""

EMPTY_DIGEST = """\
# 每日论文汇总 - 2025-07-05

**论文数量**: 0

---
"""

RULE = "=" * 60

# Four papers in four of the styles models write in: numbered and bold, headings, colons with text,
# bold numbers.
FREE_REPORT = rf"""# Hugging Face Daily Papers Report
**Date**: 2025-07-01
**Source URL**: https://huggingface.co/papers/date/2025-07-01

{RULE}

## 📄 Paper Boats: Teaching Models to Turn Back

- **链接**: https://huggingface.co/papers/2507.00011
- **阅读来源**: HTML

# 论文报告：Paper Boats

1. **应用领域**
   推理 - 小语言模型（Small LMs）。

2. **一句话核心贡献**
   提出**折返点**，见 [代码](https://example.org/boats_(v1)) 与 `boat.py`。

3. **使用指南**
   *   **输入**：一道题。
   *   **操作流程**：
      1.  **走**：按 $x_{{t+1}} = f(x_t)$ 前进。
      2.  **折返**：
          *   找到最近的折返点。
          *   回到那里。
   *   **输出**：答案与路径。
   *   **硬件需求**：一张 GPU。
   *   **训练流程**：先走后折。

4. **主要创新点**
   *   **折返点（Turn Points）**：每步留痕。
   *   **"空船"初始化**。从零开始。

5. **实验效果**
   在 **三条河** 上评估：
   *   **数据集**：三条河，共 1,234 题。
   *   **核心指标**：
       *   弯路减少 **40%**。
       *   每题 0.7 秒。
   *   **泛化性**：换一条河也成立。


{RULE}

## 📄 Lanterns Without Oil

- **链接**: https://huggingface.co/papers/2507.00022
- **阅读来源**: ArXiv Abs

### 1. **应用领域**
照明

### 2. **一句话核心贡献**
不用油。

### 3. **使用指南**
*   **输入数据**：
    *   **灯**：一盏。
*   **流程**：按两步走：
    1.  点。
    2.  看。
*   **流程**：另一种走法。

### 4. **主要创新点**
1.  **无油**：
    只要光。
2.  没有名字的一条。

### 5. **实验效果**
*   **对比基线**：油灯。

---

{RULE}

## 📄 After Rain

- **链接**: https://huggingface.co/papers/2507.00033
- **阅读来源**: HTML

1. **应用领域**：天气。
2. **一句话核心贡献**：雨后更清。
3. **使用指南**：
    *   出门即可。

    一段没有标号的话。
4. **主要创新点**：
    *   **雨：** 自带冒号。
5. **实验效果**：
    晴。

{RULE}

## 📄 Small Hours

- **链接**: https://huggingface.co/papers/2507.00044
- **阅读来源**: HTML

**1. 应用领域**
夜。

**2. 一句话核心贡献**
短。

**3. 使用指南**
*   输入：一夜。

**4. 主要创新点**
*   **静**

**5. 实验效果**
*   安。
{RULE}
"""


def altered(text: str, chance: random.Random) -> str:
    """The text with one to three lines dropped, doubled, cut, garbled or swapped."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0 and len(lines) > 1:
            del lines[at]
        elif kind == 1:
            lines.insert(at, chance.choice(lines))
        elif kind == 2:
            lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
        elif kind == 3:
            cut = chance.randint(0, len(lines[at]))
            lines[at] = (
                lines[at][:cut]
                + chance.choice(["(", ")", "**", " ", "9", "\r", "---", "🏆"])
                + lines[at][cut:]
            )
        else:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)
