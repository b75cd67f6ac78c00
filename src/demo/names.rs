//! The words that the demo's people, places and employers are made of.
//!
//! Data alone. Townships are those of Zibo's eight divisions; streets, villages and brands are invented, and the brands
//! (birds, fruits, small animals) are chosen so that nobody takes them for a real firm.

/// Surnames, the common first.
pub const SURNAMES: &str =
    "王张李刘孙赵于马徐陈杨高宋朱韩胡郭吕周吴崔孔翟毕牛孟董许郑巩路耿岳蒲荆司谭庞宗窦邢车逯";
/// Surnames of two characters.
pub const DOUBLE_SURNAMES: [&str; 4] = ["欧阳", "诸葛", "上官", "司徒"];
/// Characters of men's given names.
pub const MALE: &str = "伟强磊军洋勇杰涛明超刚平辉鹏斌健宁博浩宇轩晨凯峰亮龙波林海山川岩松柏泽瑞嘉铭哲文昊志建国庆安康";
/// Characters of women's given names.
pub const FEMALE: &str =
    "芳娜敏静丽艳娟霞秀玲燕红梅雪莹洁婷颖倩琳慧欣悦怡佳雯萱涵晴彤蕾薇岚兰菊荷春秋月云清雅宁安";
/// Names on cards of permanent residents: women's and men's given names, then surnames. All invented.
pub const FOREIGN: [&[&str]; 3] = [
    &["ANNA", "MARIA", "SOFIA", "HANNAH", "YUNA", "OLGA"],
    &["JONAS", "PETER", "DAVID", "MINJUN", "KENJI", "IVAN"],
    &[
        "LINDGREN",
        "HOLLOWAY",
        "BRANDT",
        "KESTREL",
        "MOORFIELD",
        "ASPEN",
    ],
];
/// Nationalities of permanent residents: ISO 3166-1 numeric, alpha-3, 中文.
pub const NATIONALITIES: [(&str, &str, &str); 6] = [
    ("840", "USA", "美国"),
    ("410", "KOR", "韩国"),
    ("392", "JPN", "日本"),
    ("276", "DEU", "德国"),
    ("124", "CAN", "加拿大"),
    ("643", "RUS", "俄罗斯"),
];
/// Ethnic groups (GB/T 3304): code and name. The first is that of most.
pub const ETHNIC_GROUPS: [(&str, &str); 5] = [
    ("01", "汉"),
    ("03", "回"),
    ("11", "满"),
    ("02", "蒙古"),
    ("06", "苗"),
];

/// A division of Zibo with its townships (GB/T 2260 and below).
pub struct County {
    /// GB/T 2260 code.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// The police that issue its ID cards.
    pub police: &'static str,
    /// Its townships.
    pub townships: &'static [&'static str],
}

/// The eight divisions.
pub const COUNTIES: [County; 8] = [
    County {
        code: "370302",
        name: "淄川区",
        police: "淄博市公安局淄川分局",
        townships: &[
            "般阳路街道",
            "松龄路街道",
            "钟楼街道",
            "将军路街道",
            "昆仑镇",
            "罗村镇",
            "洪山镇",
            "双杨镇",
        ],
    },
    County {
        code: "370303",
        name: "张店区",
        police: "淄博市公安局张店分局",
        townships: &[
            "车站街道",
            "公园街道",
            "和平街道",
            "科苑街道",
            "体育场街道",
            "马尚街道",
            "湖田街道",
            "四宝山街道",
            "南定镇",
            "沣水镇",
            "傅家镇",
            "中埠镇",
            "房镇镇",
        ],
    },
    County {
        code: "370304",
        name: "博山区",
        police: "淄博市公安局博山分局",
        townships: &[
            "城东街道",
            "城西街道",
            "山头街道",
            "域城镇",
            "白塔镇",
            "八陡镇",
            "源泉镇",
            "池上镇",
            "博山镇",
        ],
    },
    County {
        code: "370305",
        name: "临淄区",
        police: "淄博市公安局临淄分局",
        townships: &[
            "闻韶街道",
            "雪宫街道",
            "辛店街道",
            "稷下街道",
            "齐陵街道",
            "齐都镇",
            "皇城镇",
            "朱台镇",
            "凤凰镇",
        ],
    },
    County {
        code: "370306",
        name: "周村区",
        police: "淄博市公安局周村分局",
        townships: &[
            "丝绸路街道",
            "大街街道",
            "青年路街道",
            "永安街道",
            "城北路街道",
            "北郊镇",
            "南郊镇",
            "王村镇",
            "萌水镇",
            "商家镇",
        ],
    },
    County {
        code: "370321",
        name: "桓台县",
        police: "桓台县公安局",
        townships: &[
            "索镇街道",
            "少海街道",
            "起凤镇",
            "田庄镇",
            "荆家镇",
            "马桥镇",
            "新城镇",
            "唐山镇",
            "果里镇",
        ],
    },
    County {
        code: "370322",
        name: "高青县",
        police: "高青县公安局",
        townships: &[
            "田镇街道",
            "芦湖街道",
            "青城镇",
            "高城镇",
            "黑里寨镇",
            "唐坊镇",
            "常家镇",
            "花沟镇",
            "木李镇",
        ],
    },
    County {
        code: "370323",
        name: "沂源县",
        police: "沂源县公安局",
        townships: &[
            "历山街道",
            "南麻街道",
            "南鲁山镇",
            "鲁村镇",
            "东里镇",
            "悦庄镇",
            "西里镇",
            "中庄镇",
            "张家坡镇",
            "燕崖镇",
        ],
    },
];

/// Streets.
pub const STREETS: [&str; 12] = [
    "春晖路",
    "文苑路",
    "兴业街",
    "柿子巷",
    "白杨路",
    "云溪路",
    "学府街",
    "石榴街",
    "晴川路",
    "琉璃巷",
    "麦田路",
    "听雨街",
];
/// Housing estates.
pub const ESTATES: [&str; 10] = [
    "青枫苑",
    "白鹭湾小区",
    "银杏园",
    "锦书小区",
    "梧桐里",
    "星河小区",
    "棠梨苑",
    "橘子洲小区",
    "朝露园",
    "听松小区",
];
/// Villages.
pub const VILLAGES: [&str; 8] = [
    "柳叶",
    "前杏林",
    "后杏林",
    "小石桥",
    "东苇塘",
    "西苇塘",
    "双槐树",
    "三眼泉",
];

/// Brands of employers.
pub const BRANDS: [&str; 24] = [
    "山雀",
    "白鹭",
    "翠鸟",
    "云雀",
    "雨燕",
    "松鼠",
    "刺猬",
    "海狸",
    "橡果",
    "松果",
    "麦穗",
    "石榴",
    "银杏",
    "蒲公英",
    "萤火虫",
    "蜗牛",
    "蜻蜓",
    "小獾",
    "野蜂",
    "苇莺",
    "雪兔",
    "青蛙",
    "猫头鹰",
    "向日葵",
];

/// A trade: what a name says, what a licence says, what people do in it.
pub struct Trade {
    /// In the employer's name.
    pub name: &'static str,
    /// 经营范围.
    pub scope: &'static str,
    /// Posts.
    pub posts: &'static [&'static str],
}

/// The trades of companies.
pub const TRADES: [Trade; 10] = [
    Trade {
        name: "陶瓷",
        scope: "日用陶瓷制品制造；日用陶瓷制品销售；工艺美术品及收藏品零售",
        posts: &["成型工", "釉料工程师", "质检员"],
    },
    Trade {
        name: "机械制造",
        scope: "通用零部件制造；齿轮及齿轮减、变速箱制造；机械零件、零部件销售",
        posts: &["数控车工", "装配钳工", "机械工程师"],
    },
    Trade {
        name: "物流",
        scope: "国内货物运输代理；普通货物仓储服务；装卸搬运",
        posts: &["调度员", "仓库管理员", "叉车司机"],
    },
    Trade {
        name: "软件科技",
        scope: "软件开发；信息系统集成服务；数据处理和存储支持服务",
        posts: &["软件工程师", "测试工程师", "客户经理"],
    },
    Trade {
        name: "纺织",
        scope: "面料纺织加工；针纺织品销售；服装制造",
        posts: &["挡车工", "缝纫工", "打样员"],
    },
    Trade {
        name: "医疗器械",
        scope: "第一类医疗器械生产；第一类医疗器械销售；医护人员防护用品零售",
        posts: &["注塑工", "法规专员", "销售代表"],
    },
    Trade {
        name: "餐饮管理",
        scope: "餐饮管理；外卖递送服务；食用农产品零售",
        posts: &["厨师", "店长", "服务员"],
    },
    Trade {
        name: "建筑工程",
        scope: "各类工程建设活动；园林绿化工程施工；建筑材料销售",
        posts: &["资料员", "施工员", "电工"],
    },
    Trade {
        name: "新材料",
        scope: "新材料技术研发；合成材料销售；高性能密封材料销售",
        posts: &["化验员", "研发工程师", "操作工"],
    },
    Trade {
        name: "物业服务",
        scope: "物业管理；家政服务；停车场服务",
        posts: &["客服专员", "水电工", "保洁领班"],
    },
];

/// The trades of people in business on their own (个体工商户).
pub const SHOPS: [Trade; 6] = [
    Trade {
        name: "早餐店",
        scope: "小餐饮；食品销售",
        posts: &["经营早餐"],
    },
    Trade {
        name: "花店",
        scope: "花卉绿植租借与代管理；礼品花卉销售",
        posts: &["经营鲜花"],
    },
    Trade {
        name: "维修部",
        scope: "日用电器修理；五金产品零售",
        posts: &["家电维修"],
    },
    Trade {
        name: "理发店",
        scope: "理发服务；化妆品零售",
        posts: &["理发"],
    },
    Trade {
        name: "货运部",
        scope: "道路货物运输（不含危险货物）；装卸搬运",
        posts: &["货车驾驶"],
    },
    Trade {
        name: "书屋",
        scope: "出版物零售；文具用品零售",
        posts: &["经营图书"],
    },
];
