//! News from the text to their facts: whom a story is about, what is counted and what it does, what came about and what is to.

use super::testing::check;

const NEWS: &str = "# 《新闻联播》（20240312）\n\n2024年3月12日\n\n我国经济平稳运行，全国粮食产量1.39万亿斤。全国铁路发送旅客9亿人次，我国对外投资1万亿元。\n\n全国社会物流总额100万亿元。\n\n";
const REPORT: &str = "安徽省2025年政府工作报告\n\n2025年2月11日\n\n";

#[test]
fn what_is_counted_ends_where_what_it_does_begins() {
    check(
        NEWS,
        &[
            (
                "大赛吸引超39万个创新项目参与。",
                &["39万个 | 大赛吸引创新项目 | 390000 个 level | actual | 中国 | 2024"],
            ),
            (
                "200余件珍贵文物在馆内展出。",
                &["200余件 | 珍贵文物在馆内展出 | 200 件 level | actual | 中国 | 2024"],
            ),
            (
                "安徽4300万亩小麦收获接近尾声。",
                &["4300万亩 | 小麦面积 | 43000000 亩 level | actual | 安徽省 | 2024"],
            ),
            (
                "今年，320个重点项目完成投资5332亿元。",
                &[
                    "320个 | 重点项目 | 320 个 level | actual | 中国 | 2024",
                    "5332亿元 | 重点项目完成投资 | 533200000000 元 level | actual | 中国 | 2024",
                ],
            ),
            (
                "招聘会吸引500家企业与全国104所高校对接。",
                &[
                    "500家 | 招聘会吸引企业 | 500 家 level | actual | 中国 | 2024",
                    "104所 | 高校对接 | 104 所 level | actual | 中国 | 2024",
                ],
            ),
            (
                "20个合作项目落地、总投资1370亿元。",
                &[
                    "20个 | 合作项目落地 | 20 个 level | actual | 中国 | 2024",
                    "1370亿元 | 合作项目总投资 | 137000000000 元 level | actual | 中国 | 2024",
                ],
            ),
            (
                "现场开展26次集群打击。",
                &["26次 | 现场开展集群打击 | 26 次 level | actual | 中国 | 2024"],
            ),
            (
                "120个集体和90名个人获奖，3000名选手接受了7000例检查。",
                &[
                    "120个 | 集体获奖 | 120 个 level | actual | 中国 | 2024",
                    "90名 | 个人获奖 | 90 名 level | actual | 中国 | 2024",
                    "3000名 | 选手接受检查 | 3000 名 level | actual | 中国 | 2024",
                    "7000例 | 选手接受检查 | 7000 例 level | actual | 中国 | 2024",
                ],
            ),
            (
                "50项检验结果在685家医院实现互认，850名嫌疑人从境外押解回国。",
                &[
                    "50项 | 检验结果在医院实现互认 | 50 项 level | actual | 中国 | 2024",
                    "685家 | 检验结果医院实现互认 | 685 家 level | actual | 中国 | 2024",
                    "850名 | 嫌疑人从境外押解回国 | 850 名 level | actual | 中国 | 2024",
                ],
            ),
            (
                "启动45个示范工厂、71个示范村建设，推动20家酒店实现扫码入住。",
                &[
                    "45个 | 启动示范工厂建设 | 45 个 level | actual | 中国 | 2024",
                    "71个 | 启动示范村建设 | 71 个 level | actual | 中国 | 2024",
                    "20家 | 推动酒店实现扫码入住 | 20 家 level | actual | 中国 | 2024",
                ],
            ),
            (
                "我国新增26个物流枢纽，将新增养老床位3000张。",
                &[
                    "26个 | 新增物流枢纽 | 26 个 level | actual | 中国 | 2024",
                    "3000张 | 新增养老床位 | 3000 张 level | target | 中国 | 2024",
                ],
            ),
            (
                "300马力级拖拉机下线，当地警方称约1000名青年聚集。",
                &[
                    "300马力 | 拖拉机下线 | 300 马力 level | actual | 中国 | 2024",
                    "1000名 | 青年聚集 | 1000 名 level | actual | 中国 | 2024",
                ],
            ),
            (
                "地铁运营里程422公里并连通邻市。",
                &["422公里 | 地铁运营里程 | 422 公里 level | actual | 中国 | 2024"],
            ),
        ],
    );
}

#[test]
fn what_is_told_in_passing_is_no_fact() {
    check(
        NEWS,
        &[
            // From how many places those come that are counted.
            (
                "来自41个国家和地区的1300家果品企业参展。",
                &["1300家 | 来自41个国家和地区的果品企业参展 | 1300 家 level | actual | 中国 | 2024"],
            ),
            // A word that says nothing alone; races; votes.
            ("在6个城市，试验已经展开。", &[]),
            ("女子400米决赛在晚上举行。", &[]),
            ("决议以98票赞成获得通过。", &[]),
            (
                "条例提出3个方面27项便民办法。",
                &["27项 | 便民办法 | 27 项 level | actual | 中国 | 2024"],
            ),
            // Targets of another kind than those of a plan.
            (
                "俄军打击了仓库等21个目标。",
                &["21个 | 打击目标 | 21 个 level | actual | 俄罗斯 | 2024"],
            ),
            (
                "这里的最低气温达到零下41摄氏度。",
                &["零下41摄氏度 | 最低气温 | -41 ℃ level | actual | 中国 | 2024"],
            ),
            // What is told at length is no name; what those counted give is of the next number.
            (
                "28个“贸易驿站”采取了分批核放、集中申报和智能监管等办法。",
                &["28个 | “贸易驿站” | 28 个 level | actual | 中国 | 2024"],
            ),
            (
                "90家用人单位提供岗位2万个。",
                &[
                    "90家 | 用人单位 | 90 家 level | actual | 中国 | 2024",
                    "2万个 | 用人单位提供岗位 | 20000 个 level | actual | 中国 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn whom_a_story_is_about() {
    check(
        NEWS,
        &[
            (
                "（4）英国3月消费者价格指数同比上涨6.4%；",
                &["6.4% | 消费者价格指数 | 6.4 % growth | actual | 英国 | 2024-03-01/2024-03-31"],
            ),
            (
                "俄防空系统击落1700架无人机。",
                &["1700架 | 击落无人机 | 1700 架 level | actual | 俄罗斯 | 2024"],
            ),
            (
                "日本消防部门31日通报称，强降雪已在日本全国造成17人死亡。",
                &["17人 | 强降雪已在日本全国造成死亡 | 17 人 level | actual | 日本 | 2024"],
            ),
            (
                "据加拿大消防部门的数据，野火过火面积4万平方公里。目前，有426处野火在燃烧。",
                &[
                    "4万平方公里 | 野火过火面积 | 40000 平方公里 level | actual | 加拿大 | 2024",
                    "426处 | 野火在燃烧 | 426 处 level | actual | 加拿大 | 2024-03-01/2024-03-31",
                ],
            ),
            (
                "江苏创新打造观赛区，带动消费。全省重点商贸企业销售额95.9亿元。",
                &["95.9亿元 | 重点商贸企业销售额 | 9590000000 元 level | actual | 江苏省 | 2024"],
            ),
            (
                "陕西深化改革，激发活力。技术合同交易额突破4800亿元。我国研发经费3.3万亿元。",
                &[
                    "4800亿元 | 技术合同交易额 | 480000000000 元 level | actual | 陕西省 | 2024",
                    "3.3万亿元 | 研发经费 | 3300000000000 元 level | actual | 中国 | 2024",
                ],
            ),
        ],
    );
}

#[test]
fn whose_a_number_from_abroad_is() {
    check(
        NEWS,
        &[
            (
                "今天，在内布拉斯加州，暴风造成大范围断电，约30万户用户供电受影响。",
                &["30万户 | 用户供电受影响 | 300000 户 level | actual | 内布拉斯加州 | 2024-03-12/2024-03-12"],
            ),
            (
                "（3）飓风席卷墨西哥多地 超30人死亡。",
                &["30人 | 飓风席卷墨西哥多地死亡 | 30 人 level | actual | 墨西哥 | 2024-03-12/2024-03-12"],
            ),
            (
                "袭击致秘鲁21人死亡 300多人受伤；",
                &[
                    "21人 | 袭击致秘鲁死亡 | 21 人 level | actual | 秘鲁 | 2024-03-12/2024-03-12",
                    "300多人 | 袭击致秘鲁受伤 | 300 人 level | actual | 秘鲁 | 2024-03-12/2024-03-12",
                ],
            ),
            // Beside 等 that is no list of places.
            (
                "俄军在苏梅等地控制24个定居点。",
                &["24个 | 控制定居点 | 24 个 level | actual | 俄罗斯 | 2024"],
            ),
            (
                "玉门、平凉等地新建水窖35座。",
                &["35座 | 玉门、平凉等地新建水窖 | 35 座 level | actual | 中国 | 2024"],
            ),
            (
                "江苏发放数码产品等补贴3亿元。",
                &["3亿元 | 发放数码产品等补贴 | 300000000 元 level | actual | 江苏省 | 2024"],
            ),
        ],
    );
}

#[test]
fn what_came_about_and_what_is_to_come() {
    check(
        NEWS,
        &[
            (
                "今年，当地设立2000个田间气象站。",
                &["2000个 | 当地设立田间气象站 | 2000 个 level | actual | 中国 | 2024"],
            ),
            (
                "到2024年末，活跃用户达到7.5亿户。",
                &["7.5亿户 | 活跃用户 | 750000000 户 level | target | 中国 | 2024"],
            ),
            (
                "到2030年，新增投资将超过10亿元。目前保有量已超过30万架。",
                &[
                    "10亿元 | 新增投资 | 1000000000 元 level | target | 中国 | 2030",
                    "30万架 | 保有量 | 300000 架 level | actual | 中国 | 2024-03-01/2024-03-31",
                ],
            ),
            (
                "## 嫦娥六号任务取得圆满成功 科研人员庆祝\n\n飞行器携带25台设备。",
                &["25台 | 飞行器携带设备 [嫦娥六号任务取得圆满成功 科研人员庆祝] | 25 台 level | actual | 中国 | 2024"],
            ),
            (
                "## 【“十五五”新图景】数智化变革中的新空间\n\n工厂产出50台起重机。",
                &["50台 | 工厂产出起重机 | 50 台 level | actual | 中国 | 2024"],
            ),
        ],
    );
}

#[test]
fn names_without_what_stands_beside_them() {
    check(
        NEWS,
        &[
            (
                "3.西延高铁开通 我国高铁里程突破5万公里；",
                &["5万公里 | 高铁里程 | 50000 公里 level | actual | 中国 | 2024"],
            ),
            (
                "4.【在希望的田野上】全国秋粮收获过四成；",
                &["四成 | 秋粮收获 | 40 % level | actual | 中国 | 2024"],
            ),
            (
                "斯里兰卡海军已救出32人。",
                &["32人 | 海军救出 | 32 人 level | actual | 斯里兰卡 | 2024"],
            ),
            (
                "截至目前，46万群众住进新居。",
                &["46万 | 群众住进新居 | 460000 人 level | actual | 中国 | 2024-03-01/2024-03-31"],
            ),
            (
                "人民币汇率中间价报1美元兑7.05元。",
                &["7.05元 | 人民币汇率中间价报1美元兑 | 7.05 元 level | actual | 中国 | 2024"],
            ),
            (
                "目前，青海有湿地520万亩，其中湖泊湿地最多，达到260万亩。",
                &[
                    "520万亩 | 湿地 | 5200000 亩 level | actual | 青海省 | 2024-03-01/2024-03-31",
                    "260万亩 | 湖泊湿地 | 2600000 亩 level | actual | 青海省 | 2024-03-01/2024-03-31",
                ],
            ),
            ("女子100米蛙泳冠军产生。", &[]),
            (
                "海上风电发电量同比翻一番。",
                &["翻一番 | 海上风电发电量 | 1 倍 growth | actual | 中国 | 2024"],
            ),
            (
                "新能源汽车新车销量达到汽车新车总销量的37%。",
                &["37% | 新能源汽车新车销量为汽车新车总销量的比例 | 37 % level | actual | 中国 | 2024"],
            ),
        ],
    );
}

#[test]
fn reports_of_what_was_done() {
    check(
        REPORT,
        &[
            (
                "新增有进出口实绩企业842家、总数突破6000家。",
                &[
                    "842家 | 新增有进出口实绩企业 | 842 家 level | actual | 安徽省 | 2024",
                    "6000家 | 有进出口实绩企业总数 | 6000 家 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "进口方面，水果、医疗器械分别增长21.5%、38.2%。",
                &[
                    "21.5% | 水果进口 | 21.5 % growth | actual | 安徽省 | 2024",
                    "38.2% | 医疗器械进口 | 38.2 % growth | actual | 安徽省 | 2024",
                ],
            ),
            ("实现连续三年水库安全运行。", &[]),
            (
                "改造提升31个高速公路服务区，其中根据沿线特色打造17个特色服务区。",
                &[
                    "31个 | 改造提升高速公路服务区 | 31 个 level | actual | 安徽省 | 2024",
                    "17个 | 打造特色服务区 [改造提升高速公路服务区] | 17 个 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "规上工业增加值增长7.8%，其中，汽车、纺织业分别增长20.2%、10.6%，形成了8个产业集群。",
                &[
                    "7.8% | 规上工业增加值 | 7.8 % growth | actual | 安徽省 | 2024",
                    "20.2% | 汽车 [规上工业增加值] | 20.2 % growth | actual | 安徽省 | 2024",
                    "10.6% | 纺织业 [规上工业增加值] | 10.6 % growth | actual | 安徽省 | 2024",
                    "8个 | 形成产业集群 | 8 个 level | actual | 安徽省 | 2024",
                ],
            ),
            (
                "川南经济区经济总量迈上万亿元台阶。",
                &["万亿元 | 川南经济区经济总量 | 1000000000000 元 level | actual | 川南 | 2024"],
            ),
            (
                "力争到2030年，单位生产总值能耗累计下降17%。",
                &["17% | 单位生产总值能耗 | -17 % growth | target | 安徽省 | 2030"],
            ),
        ],
    );
}

#[test]
fn what_the_news_leave_open_says_why() {
    let extractor = crate::extractor::Extractor::embedded();
    for (sentence, quote, why) in [
        (
            "多地出现拥堵，多达50%的加油站无油可加。",
            "50%",
            "rule `level.share-thing` reads it, too unsurely for the news of a day: the rule that reads it guesses; ",
        ),
        (
            "江苏无锡举办读书节。12家书店参加活动。",
            "12家",
            "rule `level.named-after` reads it, too unsurely for the news of a day: no period is said; \
             it is told in the news of a day; its place was carried over; it counts few",
        ),
        (
            "他走访过的村子有320个。",
            "320个",
            "rule `level.named-before` reads it, too unsurely for the news of a day: no period is said; \
             it is told in the news of a day; its label begins with a pronoun",
        ),
    ] {
        let text = format!("{NEWS}{sentence}\n");
        let found = extractor.extract("a.txt", text.as_bytes(), &crate::extractor::Metadata::default());
        let number = found.numbers.iter().find(|number| number.quote == quote).unwrap();
        let shown = serde_json::to_string(number).unwrap();
        assert!(shown.contains(why), "{shown}");
    }
}

#[test]
fn a_rise_of_what_people_earn_is_named() {
    check(
        NEWS,
        &[
            (
                "果园套种黄精，带动农民增收320万元。",
                &["320万元 | 带动农民增收 | 3200000 元 change | actual | 中国 | 2024"],
            ),
            (
                "十个茶村抱团发展，带动村民增收45万元。",
                &["45万元 | 带动村民增收 | 450000 元 change | actual | 中国 | 2024"],
            ),
        ],
    );
}

#[test]
fn the_number_of_the_dead_says_what_they_died_of() {
    check(
        NEWS,
        &[
            (
                "秘鲁发生强降雨，死亡人数上升至27人。",
                &["27人 | 强降雨造成死亡人数 | 27 人 level | actual | 秘鲁 | 2024-03-12/2024-03-12"],
            ),
            // The event of the sentence before.
            (
                "加拿大山火持续蔓延，造成15人失踪。死亡人数已升至9人。",
                &[
                    "15人 | 山火造成失踪 | 15 人 level | actual | 加拿大 | 2024-03-12/2024-03-12",
                    "9人 | 山火造成死亡人数 | 9 人 level | actual | 加拿大 | 2024-03-12/2024-03-12",
                ],
            ),
            // Said with the number.
            (
                "墨西哥发生7.1级地震，地震造成的死亡人数增至48人。",
                &["48人 | 地震造成的死亡人数 | 48 人 level | actual | 墨西哥 | 2024-03-12/2024-03-12"],
            ),
        ],
    );
}
