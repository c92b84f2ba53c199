//! The place of an item of the news, and of what no clause says a place of.

use super::testing::{check_places_in_news, places};

#[test]
fn what_an_item_says_at_its_head_holds_for_all_of_it() {
    check_places_in_news(&[
        // The lowest place that nearly all of it is about, however far above it was named.
        (
            "### 山沟里的花海\n\n浙江省德清县莫干山镇曾经路不通、地不平。如今，这里种上了郁金香。\n\n每年春天，花农们早早起身，忙着修剪。花海接待游客30万人次。\n\n合作社吸收农户420户。\n",
            &["30万人次 | 德清县 | -", "420户 | 德清县 | -"],
        ),
        (
            "### 2024宁波国际博览会开幕\n\n来自全球的客商齐聚一堂，签约项目超400个。\n\n展馆面积12万平方米。\n",
            &["400个 | 宁波市 | 2024宁波国际博览会", "12万平方米 | 宁波市 | -"],
        ),
        // The name of an event with the country in it.
        (
            "### 第十届中国·绍兴黄酒节举行\n\n第十届中国·绍兴黄酒节昨天举行。黄酒节推出文旅活动300项。\n",
            &["300项 | 绍兴市 | -"],
        ),
        // Two places of a province.
        (
            "### 跨海大桥贯通\n\n新的跨海大桥今天贯通，大桥连接广东珠海和江门。\n\n大桥全长31公里。\n",
            &["31公里 | 广东省 | -"],
        ),
    ]);
}

#[test]
fn an_item_of_the_country_is_of_the_country() {
    check_places_in_news(&[
        (
            "### 铁路里程再创新高\n\n记者从国家铁路局了解到，铁路投资稳步增长。首趟列车从青岛胶州站开出。开行列车突破11万列。\n\n铁路营业里程16万公里。\n",
            &["11万列 | 中国 | -", "16万公里 | 中国 | -"],
        ),
        (
            "### 我国高铁里程突破5万公里\n\n今天，济南至青岛的高铁开通。\n\n高铁网覆盖城市230个。\n",
            &["5万公里 | 中国 | -", "230个 | 中国 | -"],
        ),
    ]);
}

#[test]
fn news_from_abroad_are_not_of_the_country() {
    check_places_in_news(&[
        (
            "### 国际联播快讯\n\n**石油产量将增加**\n\n一个组织5日发表声明说，主要产油国日均增产原油18万桶。国际油价每桶100美元。\n",
            &["18万桶 | - | -", "100美元 | - | -"],
        ),
        (
            "### 国际联播快讯\n\n**美国冬季风暴致多人死亡**\n\n当地媒体报道，停电用户有29万户。\n",
            &["29万户 | 美国 | -"],
        ),
        // Of several countries, the first; of parts of one, the country.
        (
            "### 边境检查站关闭\n\n立陶宛与波兰共有600个检查站。\n",
            &["600个 | 立陶宛 | 立陶宛与波兰"],
        ),
        (
            "### 教师罢工\n\n今天，在英格兰和威尔士地区，超过7万名教师参加罢工。\n",
            &["7万名 | 英国 | -"],
        ),
        // Where they act.
        (
            "### 冲突持续\n\n俄军在苏梅发动攻势，摧毁弹药库1200座。\n",
            &["1200座 | 苏梅 | -"],
        ),
    ]);
}

#[test]
fn names_that_lie_in_a_place() {
    check_places_in_news(&[
        // A county by its short name, right behind its province.
        (
            "### 冰雪运动\n\n江苏太仓的滑雪场建有雪道500条。\n",
            &["500条 | 太仓市 | -"],
        ),
        (
            "### 港口\n\n去年，上海港集装箱吞吐量5150万标准箱。\n",
            &["5150万标准箱 | 上海市 | 上海港"],
        ),
        (
            "### 新区\n\n雄安新区新增造林面积48万亩。\n",
            &["48万亩 | 河北省 | 雄安新区"],
        ),
        // Examples, and whom money is for.
        (
            "### 海湾\n\n厦门环岛海域、湛江流沙湾、烟台四十里湾等26个海湾入选。\n",
            &["26个 | 中国 | -"],
        ),
        (
            "### 救灾\n\n财政部紧急预拨救灾资金3000万元，支持四川抢险救援。\n",
            &["3000万元 | 四川省 | 财政部"],
        ),
        // Where a way begins that ends in another province, and where both ends are of one.
        (
            "### 铁路\n\n重庆至昆明高铁隧道今天打通。渝昆高铁全长699公里。\n",
            &["699公里 | 中国 | 渝昆高铁"],
        ),
        (
            "### 铁路\n\n青海西宁至四川成都的铁路今天贯通，铁路全长837公里。\n",
            &["837公里 | 中国 | -"],
        ),
        // Where a thing stands, behind its number.
        (
            "### 储能\n\n首个100兆瓦储能电站已经在张家口并网发电。\n",
            &["100兆瓦 | 张家口市 | -"],
        ),
    ]);
}

#[test]
fn a_text_full_of_a_places_own_words_is_from_there() {
    // A press notice, which says so; another text in these characters would be read for indicators alone.
    let text = "政府總部新聞稿\n\n港鐵今日公布新安排，乘客獲九折優惠，涉及乘客30萬人。港府表示，立法會已批出撥款2億元，特首將於沙田主持儀式。\n";
    assert_eq!(
        places(text)
            .iter()
            .filter(|line| line.ends_with("香港特别行政区 | -"))
            .count(),
        places(text).len(),
        "{:?}",
        places(text)
    );
    assert!(!places(text).is_empty());
}
