use super::tables::LONGEST_CELL;
use super::*;

/// The text as it is read without being told what it is.
fn read_all(source: &str) -> Clean {
    read(source, markup(source).unwrap(), &crate::rules::shipped_layout())
}

fn text_of(body: &str) -> String {
    let source = format!("<!DOCTYPE html>\n<html><body>{body}</body></html>");
    read_all(&source).text
}

#[test]
fn a_page_is_told_from_a_text_with_tags() {
    let cases = [
        ("\u{feff}\n<!DOCTYPE html><html>", Some(Markup::Page)),
        ("<?xml version=\"1.0\"?>\n<HTML lang=zh>", Some(Markup::Page)),
        ("<!-- saved --><head></head>", Some(Markup::Page)),
        ("<?xml version=\"1.0\"?><rss version=\"2.0\">", Some(Markup::Feed)),
        ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Some(Markup::Feed)),
        ("<p>全市增长</p>", None),
        ("全市增长<html>", None),
        ("", None),
    ];
    for (source, expected) in cases {
        assert_eq!(markup(source), expected, "{source:?}");
    }
}

#[test]
fn only_what_a_reader_sees_is_kept() {
    let cases = [
        ("<p>增长\n  <b>5.8</b>%。</p><p>好</p>", "增长5.8%。\n\n好"),
        ("<p>GDP\nis 3<br>二", "GDP is 3\n二"),
        (
            "一<script>if (a<b) x=\"<p>2023\";</script>二<style>p{width:3}</style>",
            "一二",
        ),
        ("一<!-- 2023 <p> -->二<script>没有结尾 3", "一二没有结尾 3"),
        (
            "<nav><a href=1>首页</a>2023</nav><p>正文</p><footer>备案1号</footer>",
            "正文",
        ),
        ("<div style=\"display: none\">密<div>1</div></div>明", "明"),
        ("<a title=\"1>0\" href=x>详见</a>公报正文如下。", "详见公报正文如下。"),
        ("<h2>一、综合</h2><p>增长</p>", "## 一、综合\n\n增长"),
        ("若x<5且y>3&nbsp;元&ldquo;", "若x<5且y>3 元“"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("张三 李四\n\t王五 5\n亿元", "张三 李四王五 5亿元"),
        ("１２亿元", "12亿元"),
        // Nothing but links.
        (
            "<ul><li><a href=a>首页</a></li><li><a>2023年公报</a></li></ul><div>位置：<a>首页</a> &gt; <a>统计公报</a></div>正文",
            "正文",
        ),
        ("<p><a>全市增长5%。</a></p>", "全市增长5%。"),
    ];
    for (body, text) in cases {
        assert_eq!(text_of(body), text, "{body:?}");
    }
}

#[test]
fn a_row_is_a_line_and_a_table_that_lays_out_the_page_is_none() {
    let table = "<table><tr><th colspan=\"2\">指标</th>\n<th>2023年</th></tr>\n\
                 <tr><td><p>生产</p><p>总值</p></td><td>亿元<br></td><td>3850</td></tr></table>后";
    assert_eq!(text_of(table), "指标\t⇠\t2023年\n生产总值\t亿元\t3850\n\n后");
    let outer = format!("<table><tr><td>左</td><td>{table}</td></tr></table>");
    assert_eq!(text_of(&outer), format!("左\n\n{}", text_of(table)));
    let long = "好".repeat(LONGEST_CELL + 1);
    assert_eq!(
        text_of(&format!("<table><tr><td>左</td><td>{long}<p>二</p></td></tr></table>")),
        format!("左\n\n{long}\n\n二")
    );
}

#[test]
fn numbers_left_out_are_accounted_for_and_those_of_scripts_are_no_text() {
    let source = "<html><script>var a=1;</script><nav>电话0572</nav><p><a>2023年</a></p>增长<font size=3>5</font>%";
    let clean = read_all(source);
    assert_eq!(clean.text, "增长5%");
    let asides: Vec<_> = clean.asides.iter().map(|span| span.of(source)).collect();
    assert_eq!(asides, ["0572", "2023"]);
    let at = clean.text.find('5').unwrap();
    assert_eq!(clean.map.source(crate::model::Span::new(at, at + 1)).of(source), "5");
}

#[test]
fn broken_markup_costs_linear_time_and_loses_no_text() {
    for piece in [
        "<a \"",
        "<!--",
        "<p",
        "</div><nav>",
        "<td colspan=99>",
        "<script>",
        "&#x",
    ] {
        let source = format!("<html>{}好", piece.repeat(30_000));
        let clean = read_all(&source);
        assert!(clean.text.len() <= source.len() * 60);
    }
    assert_eq!(text_of("<nav>没有结尾"), "没有结尾");
}

#[test]
fn a_feed_is_its_titles_and_texts_without_markup() {
    let source = "<?xml version=\"1.0\" encoding=\"big5\"?>\n<rss version=\"2.0\"><channel><title>要闻</title>\
                  <item><title><![CDATA[全市<b>生产</b>总值]]></title><link>http://a.cn/1</link><dc:date>2005-12-31T04:10:06+08:00</dc:date>\
                  <description><![CDATA[<p>增长5.8%。</p><p>居第3位。]]></description></item>\
                  <item><title>二则</title><content:encoded>投资&amp;消费增长4%。</content:encoded></item></channel></rss>";
    let clean = read_all(source);
    assert_eq!(
        clean.text,
        "# 要闻\n\n## 全市生产总值\n\nhttp://a.cn/1\n\n发布日期：2005-12-31T04:10:06+08:00\n\n增长5.8%。\n\n居第3位。\n\n## 二则\n\n投资&消费增长4%。"
    );
}

#[test]
fn what_a_page_says_of_itself_is_read_where_it_is_known() {
    let source = "<html><head><title>统计公报_某某市人民政府</title><meta name=\"ArticleTitle\" content=\"2023年统计公报\"/>\
                  <META content='2024-03-01 10:30' name='PubDate'><meta name=keywords content=\"5G,10万\">\
                  <meta name=\"ContentSource\" content=\"\"></head><body><p>增长5.8%。</p></body></html>";
    let clean = read_all(source);
    assert_eq!(
        clean.text,
        "# 2023年统计公报\n\n发布日期：2024-03-01 10:30\n\n增长5.8%。"
    );
    let at = clean.text.find("2024").unwrap();
    let date = clean.map.source(crate::model::Span::new(at, at + 10));
    assert_eq!(date.of(source), "2024-03-01");
    // The page's own heading says it as it is shown.
    let page = "<html><meta name=\"ArticleTitle\" content=\"甲\"><body><h1>乙</h1></body></html>";
    assert_eq!(read_all(page).text, "# 乙");
}

#[test]
fn a_tag_that_ends_a_line_and_begins_one_does_not_lead_backwards() {
    for source in [
        "<html>前<h2>一、综合</h2><p>后</p>",
        "<rss><channel>前<title>要闻</title>后<pubDate>2024-03-01</pubDate></channel></rss>",
    ] {
        let clean = read_all(source);
        let mut before = 0;
        for (at, c) in clean.text.char_indices() {
            let place = clean.map.source(crate::model::Span::new(at, at + c.len_utf8()));
            assert!(place.start >= before, "{c:?} at {at} of {source}");
            before = place.start;
        }
    }
}
