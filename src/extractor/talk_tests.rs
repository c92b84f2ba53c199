//! Talks with the press, features and plans from the text to their facts: who speaks, of which year a page is.

use super::testing::check;

#[test]
fn each_turn_is_about_the_place_of_its_speaker() {
    check(
        "青山省举行稳企业新闻发布会\n\n时间：2023年7月18日\n发布人：省商务厅副厅长　陈一民\n　　　　株洲市副市长　李　平\n主持人：省政府新闻办　王小明\n\n",
        &[(
            "陈一民：去年全省新增企业2万户。\n\n某报记者：我们了解到株洲做得好，请介绍。\n\n李平：感谢关心。2022年，我市新增企业2000户。研发投入强度2.35%，高出全省0.6个百分点。\n\n某报记者：还有别的吗？\n\n攸县税务局局长张大山：去年全县减税3亿元。",
            &[
                "2万户 | 新增企业 | 20000 户 level | actual | - | 2022",
                "2000户 | 新增企业 | 2000 户 level | actual | 株洲市 | 2022",
                "2.35% | 研发投入强度 | 2.35 % level | actual | 株洲市 | 2022",
                "0.6个百分点 | 研发投入强度 | 0.6 个百分点 change | actual | 株洲市 | 2022",
                "3亿元 | 减税 | 300000000 元 level | actual | 攸县 | 2022",
            ],
        )],
    );
}

#[test]
fn a_page_of_december_sums_up_its_own_year() {
    check(
        "临江日报 2022年12月30日 第8版\n\n向新而行\n\n",
        &[(
            "今年，全市新增企业20家。\n\n一年来，平台新落户项目5个，服务企业300家次。\n\n【2023，我们这样干】\n\n新增高新技术企业20家。",
            &[
                "20家 | 新增企业 | 20 家 level | actual | - | 2022",
                "5个 | 平台新落户项目 | 5 个 level | actual | - | 2022",
                "300家次 | 服务企业 | 300 家次 level | actual | - | 2022",
                "20家 | 新增高新技术企业 | 20 家 level | target | - | 2023",
            ],
        )],
    );
}

#[test]
fn a_paper_is_of_the_year_of_its_number() {
    check(
        "临政办发〔2021〕58号\n临江市人民政府办公室关于印发临江市科技创新发展十四五规划的通知\n\n一、发展基础\n\n",
        &[(
            "2020年，全社会研发投入强度2.05%，五年提高0.42个百分点。\n\n二、总体目标\n\n2035年，全社会研发投入强度达到4%以上。",
            &[
                "2.05% | 全社会研发投入强度 | 2.05 % level | actual | 临江市 | 2020",
                "0.42个百分点 | 全社会研发投入强度 | 0.42 个百分点 change | actual | 临江市 | 2016-01-01/2020-12-31",
                "4%以上 | 全社会研发投入强度 | 4 % level | target | 临江市 | 2035",
            ],
        )],
    );
}
