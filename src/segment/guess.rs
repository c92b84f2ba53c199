//! What the segmenter's model of parts of speech guesses for hanzi that its dictionary lacks: nearly all of them are
//! traditional ones. The model tells nothing else here, and would take longer to load than a hundred documents to read.

use super::PartOfSpeech;

const NOUNS: &str = "\
    俠倫偽僕儀凱劇劉劑勁勢勳勵區叢吳呂喬堯塋塒塤壟壩壽奧妝姍婦嬰峽崢嶺嶼幟幣庫廈廟廳態戲攤敵晉晝暉柵梔楓\
    業槳橋機檁檔檣櫻欽歐殼況淚淵溝滌滬漢漿澤濟濤濱瀟灃灤災煒營爐牆犢狀獄獅獵獸瑋瑤璽甌痺癬皰眾矯硯磚礎礦\
    礪禍禪稅稈穎窩窯竅竇筍簫籃籟籮糞糧紋紐紹絨絹綜綢綬緒緯縣繩繭纓纖纜缽羨聖聶肅脅脈脛腎腳腸膚膠膽膾膿臉\
    臍臘艙艦荊莊莖莢華萇葦葷蓮蔥蕢蕭薊薩藝藺蘇蘗處虜蝦蟬蟻蠅蠍蠟蠶褲襪規訊訣詔詞話語課誼諭諶諾謊謎謙謠謬\
    譽貓貝貞貢貨責貿賂賄賈賊賓賡賢質贓贛軀軌軒軸輝輩輻轍轎辮農週郗郟鄉鄒鄔鄧鄭鄺酈醬釋釙針釧釩釬釵釷鈄鈉\
    鈔鈕鈣鈦鈮鈷鈸鈾鉀鉑鉚鉛鉞鉬鉭銅銘銥銦銪銳銹鋅鋇鋒鋰鋼錢錦錨錫錳鍁鍵鍶鍺鎂鎘鎢鏡鏢鐃鐳鐸鑑閂閔閩閻闌\
    闕闞陝陳隊階際隴隸雛雞霧靄韋韓韻頡頦頰頸額顏顱飢飯餃餅餌餡館馬馮駒駱駿騾驊驢驥鬢鬮鬱魯鮑鯉鯨鰉鰓鰭鰻\
    鱉鱷鳥鳳鴆鴨鴻鴿鵝鵠鵬鵲鶚鶩鶯鷂鷗鷲鷹鷺鸝鹵鹽麗黨黴齒龍龐";

const VERBS: &str = "\
    偵傳傴傷傾僱償刪剝創劃動勞勸匯匱協啞啟喪嗆嘆嘗嘩嘮囂囑囓圍塗墾壯夠奪娛嬌寢審寵幫廢徹惱慣慪慮慶憂憤應\
    懲懷懸懼懾戧挾掃掄掙揀揚揮損搖搗搶摳摶摻撈撐撓撣撥撫撿擁擇擋擠擬擯擰擱擲擷擺擾攆攏攔攙攜攝敘斃斬斷暈\
    曉曬槓殲殺毆涼減湊湧滯滾漚漬漲潛澆濾瀉瀕灑灣煉熗燒燙燜燴牽獲獻疊癲皺盜瞞碼礱禱積窺竄箋築篩籌籠糴糶糾\
    絆絎絞絡綁綰綴綻綽緄緘縈縋縛縫縮縱繞繡繪繰繳纏罰罵習翹聞聳聽聾脫膩臥臨蒞薦蘊虧衛衝襯見覓視覯覺覽觀觴\
    觸訂計討訓訛訟訪設診詐評詢詣試詼誆誇認誑誘誣誤誦誨調談諉諍諒論諡諫諱謀謁謂謄謅謝謫譏譜譯譴護讀讓豎負\
    販貪貯貶買貸貽賀賃賅賒賜賞賠賣賦賭賴賺賻賽贈贊贍贖趕趨踐蹺躉躓躥載輔輟輸轄轟辭辯運遜遞遷郵鄰醃釀釃釘\
    釣鈐鉗鉸銑銜銬鋤鋪鋸錄錈錐錛鎖鏟鏨鑄閃閒閡閹闖闡闢隕隱雜霽響頌頒頹顛顧顫飛飾養餒餓餳餵餾饒饗馱馳馴駐\
    駝騁騎騙騸驂驅驗驚驤鬧齜";

/// The part of speech of a hanzi that the dictionary lacks.
pub(super) fn part(hanzi: char) -> PartOfSpeech {
    if NOUNS.contains(hanzi) {
        PartOfSpeech::Noun
    } else if VERBS.contains(hanzi) {
        PartOfSpeech::Verb
    } else {
        PartOfSpeech::Other
    }
}

#[cfg(test)]
mod tests {
    use jieba_rs::Jieba;

    use super::*;

    #[test]
    fn the_model_guesses_the_same() {
        let jieba = Jieba::new();
        for hanzi in ('\u{3400}'..='\u{2ffff}').filter(|c| super::super::is_hanzi(*c)) {
            let word = hanzi.to_string();
            if !jieba.has_word(&word) {
                let tags = jieba.tag(&word, false);
                assert_eq!(super::super::part(tags[0].tag), part(hanzi), "{hanzi}");
            }
        }
    }
}
