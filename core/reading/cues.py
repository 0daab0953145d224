"""What sentences say that shows what they are for: words that speak of trouble, of what is given,
of trials and what came of them. Patterns alone; what they are worth stands in tells.toml."""

# Tested in tests/core/reading/test_tells.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re

from core.reading.wording import any_of, anycase, begins

GIVES = anycase(
    r"\b(?:we|this (?:paper|work|report|article|study|survey)|our (?:work|method|approach|paper))\b"
    r"[^.;]{0,60}?\b(?:propos|introduc|present|develop|design|build|unveil|creat|releas|provid|"
    r"study|studi|review|show|demonstrat|investigat|establish|analy[sz]|examin|explor|quantif|"
    r"address|tackl|describ|formulat|devis|suggest|consider|focus|aim|revisit|extend|argue|leverag|"
    r"employ|learn|train|use\b|combin|adopt)|"
    r"(?:我们|本文|本研究)[^。；]{0,12}(?:提出|介绍|构建|设计|研究|开发|发布)"
)
OUTPERFORMS = any_of(
    r"outperform\w*|surpass\w*|state[- ]of[- ]the[- ]arts?|sota|superior\w*|exceed\w*|competitive|"
    r"comparable|on par|better than|best|baselines?|compared (?:to|with)|favorabl\w+|advances?",
    "优于|超过|相比|基线",
)
FIGURE = anycase(
    r"(?<!\d)\d{1,12}(?:\.\d{1,12}|(?:\.\d{1,12})?\s?"
    r"(?:\\?%|x\b|×|\$\\times|points?|BLEU|times|fps|dB|ms\b|倍))"
)
CUES: dict[str, re.Pattern[str]] = {
    "contrast": any_of(
        r"however|but|yet|although|though|while|whilst|despite|nevertheless|unfortunately|"
        r"nonetheless|still|whereas|in spite",
        "然而|但是|但",
    ),
    "lack": any_of(
        r"lack\w*|limit\w*|fail\w*|cannot|can not|unable|not|no|hardly|rarely|few|little|"
        r"scarc\w+|insufficient\w*|inability|without|neglect\w*|ignor\w+|overlook\w*",
        "不足|缺乏|无法",
    ),
    "hard": any_of(
        r"challeng\w*|difficult\w*|hard|costly|expensive|prohibitiv\w+|bottleneck\w*|struggl\w*|"
        r"suffer\w*|problem\w*|issue\w*|gap|drawback\w*|hinder\w*|poor\w*|degrad\w*|"
        r"time-consuming|tedious|ambigu\w+|unclear|unsolved|remain\w*|inconsisten\w+|artifact\w*|"
        r"inaccurate|restrict\w*|require\w*|rely|relies|prone|sensitive|vulnerab\w+",
        "挑战|瓶颈|难以|困难",
    ),
    "prior": any_of(
        r"existing|previous|prior|recent\w*|current\w*|most|many|conventional|traditional\w*|"
        r"typical\w*|often|usually|commonly|standard|past|works?",
        "现有|以往|传统",
    ),
    "important": any_of(
        r"important|crucial|popular|widely|essential|fundamental|key|critical|increasing\w*|"
        r"attract\w*|interest|attention|active|applications?|ubiquitous|core|vital|success\w*|"
        r"progress",
        "重要|广泛",
    ),
    "gives": GIVES,
    "proposes": any_of(
        r"we (?:\w{1,30} )?(?:propose|present|introduce|develop|describe|design|devise|suggest|"
        r"build)|(?:is|are) (?:proposed|presented|introduced|developed)|"
        r"(?:presents?|proposes?|introduces?|describes?) (?:an?|the|our)",
        "提出",
    ),
    "shows": any_of(
        r"we (?:\w{1,30} )?(?:show|demonstrate|find|observe|verify|validate|report|achieve|obtain)|"
        r"(?:results?|experiments?|evaluations?|comparisons?|studies|analysis) (?:\w{1,30} ){0,6}"
        r"(?:show\w*|demonstrat\w+|indicat\w+|confirm\w*|validat\w+|verif\w+|suggest\w*|reveal\w*|"
        r"prove\w*|illustrat\w+)",
        "结果表明|实验表明",
    ),
    "tries": any_of(
        r"experiment\w*|evaluat\w*|empirical\w*|extensive\w*|quantitativ\w+|qualitativ\w+|"
        r"benchmark\w*|results?|user study|datasets?|ablation\w*",
        "实验|评测",
    ),
    "outperforms": OUTPERFORMS,
    "effect": any_of(
        r"improv\w+|achiev\w+|reduc\w+|gains?|faster|better|higher|lower|enabl\w+|effective\w*|"
        r"performance|accura\w+|robust\w*|significant\w*|efficien\w+|generaliz\w+|quality",
        "达到|提升|降低|提高",
    ),
    "figure": FIGURE,
    "digit": re.compile(r"\d"),
    "released": any_of(
        r"code|codes|available|github|https?|webpage|website|video|released?|publicly", "开源|代码"
    ),
    "this_paper": any_of(
        r"(?:in|this) (?:this )?(?:paper|work|article|study|report|letter)|here,? we"
    ),
    "first_we": begins("we", "我们|本文"),
    "first_our": begins("our|the proposed|the resulting", "该方法"),
    "first_this": begins("this|these|such|it|they"),
    "first_to": begins(
        r"to|in order to|for this|towards?|motivated|inspired|based on|by|in response|instead",
        "为此|为了",
    ),
    "first_specifically": begins(
        r"specifically|in particular|more specifically|concretely|first|second|then|next|the key|"
        r"our key|the core|the main|at the core|key to|central|essentially|to be specific|"
        r"technically|instead|rather",
        "具体",
    ),
    "first_finally": begins(
        r"finally|moreover|furthermore|in addition|additionally|also|besides|last|further"
    ),
    "first_trial": begins(
        r"experiments?|experimental|extensive|comprehensive|results?|through|when|compared|"
        r"evaluat\w+|on|we (?:show|demonstrate|evaluate|validate|verify|conduct|find)|empirical|"
        r"empirically|as a result|trained|quantitative|qualitative|with|given|using|both|"
        r"numerical|notably|in experiments",
        "实验",
    ),
    "first_contrast": begins(
        r"however|but|yet|unfortunately|nevertheless|nonetheless|despite|although|while",
        "然而|但是",
    ),
    "tackles": any_of(
        r"(?:address|tackle|overcome|solve|alleviate|mitigate|remedy|circumvent|resolve|bridge|"
        r"conquer)\w* (?:this|these|the|such|both|those|that)|to this end|"
        r"to (?:do so|achieve this)",
    ),
    "goal": any_of(r"goal|aims?|aiming|task|problem of|objective|seeks?|aimed|tries|refers to"),
    "thing": any_of(
        r"novel|new|first|simple|unified|end-to-end|framework|method|approach|algorithm|network|"
        r"model|architecture|pipeline|system",
        "方法|模型|框架",
    ),
    "works_by": any_of(
        r"by \w{1,30}ing|via|using|based on|consists? of|compris\w+|leverag\w+|exploit\w*|"
        r"utiliz\w+|incorporat\w+|combin\w+|jointly|learns?|module|loss|into|represent\w*|"
        r"embedding\w*|latent|condition\w*|predict\w*",
    ),
    "insight": any_of(
        r"key idea|idea|insight|inspired|motivated|intuition|core|key|contribution\w*|"
        r"observation|novelty",
    ),
    "data": any_of(r"dataset|corpus|collect\w*|annotat\w*|benchmark", "数据集|语料"),
    "past": any_of(r"was|were|had|been"),
    "present": any_of(r"is|are|has|have"),
    "us": any_of(r"we|our|us", "我们"),
    "can": any_of(r"can|could|able|allow\w*|enabl\w+", "能够|可以"),
    "asks": re.compile(r"[?？]"),
    "lists": re.compile(r":|\((?:i{1,3}|\d|[ab])\)"),
    "coins": re.compile(
        r"\([A-Z][A-Za-z\d-]{0,20}[A-Z\d][a-z]{0,20}\)|\b(?:called|named|dubbed|termed|coined)\b"
    ),
    "reviews": any_of(r"survey|review|overview|discuss\w*|conclu\w+|open|future", "综述"),
}
