"""Traditional Chinese characters as they are simplified: those in the words we look for. Pure.

Endpoints in Taiwan and Hong Kong refuse in them, and models that are asked for Chinese write them.
"""

# Chinese is read here: traditional characters and simplified ones.

from __future__ import annotations

# The characters, and below them the same ones simplified, each in its place.
_TRADITIONAL = (
    "後試請鐘時間長約個內僅額餘費負載過問併發並數頻號違規當區單實輸須圍應參於層條統務"
    "錯誤鑰權驗證認無線達鑒鑑檢測訊話從還選結構標題總點領貢獻場創說稱釋據對環驟資簡體"
    "編順項論設備導關鍵現開啟轉換與給種語講詞這該為處進擁擠滿壓險護絕級類別節幾萬兩樣"
    "變強記錄"
)
_SAME = (
    "后试请钟时间长约个内仅额余费负载过问并发并数频号违规当区单实输须围应参于层条统务"
    "错误钥权验证认无线达鉴鉴检测讯话从还选结构标题总点领贡献场创说称释据对环骤资简体"
    "编顺项论设备导关键现开启转换与给种语讲词这该为处进拥挤满压险护绝级类别节几万两样"
    "变强记录"
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SAME)


def simplified(text: str) -> str:
    """The text with those characters simplified; it stays as long as it was."""
    return text.translate(_SIMPLIFIED)
