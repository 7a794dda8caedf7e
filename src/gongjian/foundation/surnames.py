"""Surnames (姓) whose pinyin is not the character's everyday reading, and the surnames of two characters.

Syllables carry their tone as a digit, ü is written v. Where people of one surname read it differently, the readings
stand side by side with a stroke between them, the commoner one first.
"""

WRITTEN = {
    "柏": "bai3/bo2",
    "薄": "bo2",
    "卜": "bu3",
    "秘": "bi4",
    "谌": "chen2/shen4",
    "种": "chong2",
    "都": "du1",
    "费": "fei4/bi4",
    "宓": "mi4/fu2",
    "盖": "ge3/gai4",
    "葛": "ge3",
    "句": "gou1",
    "炅": "gui4",
    "过": "guo1",
    "哈": "ha3",
    "黑": "he4/hei1",
    "华": "hua4",
    "郇": "huan2/xun2",
    "纪": "ji3/ji4",
    "阚": "kan4",
    "隗": "kui2/wei3",
    "适": "kuo4",
    "令": "ling2",
    "缪": "miao4",
    "牟": "mu4/mou2",
    "那": "na1",
    "佴": "nai4",
    "能": "nai4",
    "粘": "nian2",
    "宁": "ning4/ning2",
    "区": "ou1",
    "朴": "piao2",
    "繁": "po2",
    "仇": "qiu2",
    "任": "ren2",
    "撒": "sa3",
    "单": "shan4",
    "召": "shao4",
    "折": "she2",
    "覃": "qin2/tan2",
    "尉": "wei4/yu4",
    "洗": "xian3",
    "相": "xiang4/xiang1",
    "解": "xie4",
    "颉": "xie2/jie2",
    "郗": "xi1/chi1",
    "燕": "yan1",
    "么": "yao1",
    "要": "yao1",
    "於": "yu1",
    "员": "yun4",
    "乐": "yue4/le4",
    "藏": "zang4",
    "曾": "zeng1",
    "祭": "zhai4",
    "翟": "zhai2/di2",
    "查": "zha1",
    "单于": "chan2 yu2",
    "令狐": "ling2 hu2",
    "万俟": "mo4 qi2",
    "澹台": "tan2 tai2",
    "尉迟": "yu4 chi2",
    "乐正": "yue4 zheng4",
    "宰父": "zai3 fu3",
    "诸葛": "zhu1 ge3/zhu1 ge2",
    "子车": "zi3 ju1",
}

READINGS = {surname: [one.split() for one in words.split("/")] for surname, words in WRITTEN.items()}

DOUBLE_TEXT = """
欧阳 上官 司马 司徒 司空 诸葛 夏侯 皇甫 尉迟 公孙 公冶 公羊 令狐 慕容 长孙 宇文 轩辕 端木 东方 东郭 南宫 西门
独孤 呼延 万俟 单于 澹台 淳于 濮阳 钟离 鲜于 闾丘 太史 太叔 申屠 仲孙 赫连 拓跋 漆雕 乐正 亓官 百里 段干 宗政
巫马 壤驷 左丘 梁丘 羊舌 微生 谷梁 宰父 子车 闻人 第五 褚师 尔朱 贺兰 纳兰 耶律 完颜 达奚 即墨
"""

DOUBLE = frozenset(DOUBLE_TEXT.split())


def surname_of(name: str) -> str:
    """The surname a Chinese name begins with: two characters where they are a known double surname, else the first."""
    return name[:2] if name[:2] in DOUBLE and len(name) > 2 else name[:1]
