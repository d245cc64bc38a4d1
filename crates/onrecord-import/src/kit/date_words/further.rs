//! Further words of dates, from the Unicode CLDR as [`super::names`]: those of its lists for some
//! seventy languages that are not understood by the words there. Each counts only as a whole.

/// Names of months by number.
pub(super) const MONTHS: [&str; 12] = [
    "janúar siječnja sij siječanj јануари janar yanvar yan студзеня сту студзень қаңтар қаң \
     janvāris sausio saus sausis იანვარი იან հունվարի հնվ հունվար जन ਜਨਵਰੀ ਜਨ જાન્યુઆરી \
     જાન્યુ जानेवारी जाने ஜனவரி ஜன జనవరి జన ಜನವರಿ ಜನ ജനുവരി ജനു දුරුතු มกราคม มค ມັງກອນ ມກ \
     មករា ဇန်နဝါရီ ဇန် ጃንዋሪ ጃን januwari januarie urtarrila urt xaneiro xan eanáir ean 一月",
    "febrúar veljače velj veljača shkurt shk fevral лютага люты ақпан ақп februāris vasario \
     vas vasaris თებერვალი თებ փետրվարի փտվ փետրվար ਫ਼ਰਵਰੀ ਫ਼ਰ ફેબ્રુઆરી ફેબ્રુ फेब्रुवारी \
     फेब्रु பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర ಫೆಬ್ರವರಿ ಫೆಬ್ರ ഫെബ്രുവരി ഫെബ്രു නවම් फेब्रुअरी \
     กุมภาพันธ์ กพ ກຸມພາ ກພ កុម្ភៈ ဖေဖော်ဝါရီ ဖေ pebrero peb ፌብሩዋሪ ፌብ februwari otsaila ots \
     febreiro feabhra feabh 二月",
    "ožujka ožu ožujak сакавіка сак сакавік наурыз нау kovo kov kovas მარტი მარ մարտի մրտ \
     մարտ ਮਾਰਚ માર્ચ மார்ச் மார் మార్చి ಮಾರ್ಚ್ മാർച്ച് മാർ මැදින් มีนาคม มีค ມີນາ ມນ មីនា \
     မတ် marso machi ማርች mashi mas martxoa márta 三月",
    "travnja tra travanj prill pri aprel красавіка кра красавік сәуір сәу aprīlis balandžio \
     bal balandis აპრილი აპრ ապրիլի ապր ապրիլ ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ એપ્રિલ एप्रिल एप्रि ஏப்ரல் ஏப் \
     ఏప్రిల్ ఏప్రి ಏಪ್ರಿಲ್ ಏಪ್ರಿ ഏപ്രിൽ ഏപ്രി බක් अप्रिल เมษายน เมย ເມສາ ມສ មេសា ဧပြီ ဧ ኤፕሪል \
     ኤፕሪ ephreli eph apirila api aibreán aib 四月",
    "maí svibnja svi svibanj мамыр мам maijs gegužės geg gegužė მაისი მაი մայիսի մյս մայիս \
     ਮਈ મે मे மே మే ಮೇ മേയ് වෙසක් พฤษภาคม พค ພຶດສະພາ ພພ ឧសភា မေ ሜይ meyi mey maiatza \
     bealtaine beal 五月",
    "júní čvn lipnja lipanj јуни qershor qer iyun iyn чэрвеня чэр чэрвень маусым мау jūnijs \
     jūn birželio birž birželis ივნისი ივნ հունիսի հնս հունիս ਜੂਨ જૂન ஜூன் జూన్ ಜೂನ್ ജൂൺ \
     පොසොන් जुन มิถุนายน มิย ມິຖຸນາ ມິຖ មិថុនា ဇွန် hunyo hun ጁን junie ekaina eka xuño \
     meitheamh meith 六月",
    "júlí čvc srpnja srpanj јули korrik korr iyul iyl ліпеня ліп ліпень шілде шіл jūlijs jūl \
     liepos liep liepa ივლისი ივლ հուլիսի հլս հուլիս ਜੁਲਾਈ ਜੁਲਾ જુલાઈ जुलै ஜூலை జులై ಜುಲೈ \
     ജൂലൈ ඇසළ กรกฎาคม กค ກໍລະກົດ ກລ កក្កដា ဇူလိုင် ဇူ hulyo hul ጁላይ julayi julie uztaila uzt \
     xullo xul iúil 七月",
    "ágúst ágú kolovoza kol kolovoz gusht gush avqust avq жніўня жні жнівень тамыз там \
     augusts rugpjūčio rugp rugpjūtis აგვისტო აგვ օգոստոսի օգս օգոստոս अग আগ ਅਗਸਤ ਅਗ ઑગસ્ટ \
     ऑगस्ट ऑग ஆகஸ்ட் ஆக ఆగస్టు ఆగ ಆಗಸ್ಟ್ ಆಗ ഓഗസ്റ്റ് ഓഗ නිකිණි अगस्ट สิงหาคม สค ສິງຫາ ສຫ \
     សីហា ဩဂုတ် ဩ agt agosti ኦገስት ኦገስ agasti aga ag abuztua abu lúnasa lún 八月",
    "rujna ruj rujan septembar shtator sht sentyabr sen верасня верасень қыркүйек қыр \
     sentabr septembris rugsėjo rugs rugsėjis სექტემბერი სექ սեպտեմբերի սեպ սեպտեմբեր ਸਤੰਬਰ \
     ਸਤੰ સપ્ટેમ્બર સપ્ટે सप्टेंबर सप्टें செப்டம்பர் செப் సెప్టెంబర్ సెప్టెం ಸೆಪ್ಟೆಂಬರ್ \
     ಸೆಪ್ಟೆಂ സെപ്റ്റംബർ സെപ്റ്റം බිනර सेप्टेम्बर กันยายน กย ກັນຍາ ກຍ កញ្ញា စက်တင်ဘာ စက် \
     setyembre septemba ሴፕቴምበር ሴፕቴ septhemba iraila ira meán.fómhair mfómh 九月",
    "oktobar tetor tet oktyabr кастрычніка кас кастрычнік қазан қаз oktabr oktobris spalio \
     spal spalis ოქტომბერი ოქტ հոկտեմբերի հոկ հոկտեմբեր ਅਕਤੂਬਰ ਅਕਤੂ ઑક્ટોબર ઑક્ટો ऑक्टोबर \
     ऑक्टो அக்டோபர் அக் అక్టోబర్ అక్టో ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ ഒക്ടോബർ ഒക്ടോ වප් अक्टोबर ตุลาคม ตค \
     ຕຸລາ ຕລ តុលា အောက်တိုဘာ အောက် oktubre oktoba ኦክቶበር ኦክቶ okthoba urria urr \
     deireadh.fómhair dfómh 十月",
    "nóvember nóv studenoga stu studeni novembar nëntor nën noyabr noy лістапада ліс \
     лістапад қараша қар novembris lapkričio lapkr lapkritis ნოემბერი ნოე նոյեմբերի նոյ \
     նոյեմբեր नव ਨਵੰਬਰ ਨਵੰ નવેમ્બર નવે नोव्हेंबर नोव्हें நவம்பர் நவ నవంబర్ నవం ನವೆಂಬರ್ ನವೆಂ \
     നവംബർ നവം ඉල් नोभेम्बर พฤศจิกายน พย ພະຈິກ ພຈ វិច្ឆិកា နိုဝင်ဘာ နို nobyembre nob \
     novemba ኖቬምበር ኖቬም azaroa aza samhain samh 十一月",
    "prosinca prosinac decembar dhjetor dhj dekabr dek снежня сне снежань желтоқсан жел \
     decembris gruodžio gruod gruodis დეკემბერი დეკ դեկտեմբերի դեկ դեկտեմբեր ਦਸੰਬਰ ਦਸੰ \
     ડિસેમ્બર ડિસે डिसेंबर डिसें டிசம்பர் டிச డిసెంబర్ డిసెం ಡಿಸೆಂಬರ್ ಡಿಸೆಂ ഡിസംബർ ഡിസം \
     උඳුවප් डिसेम्बर ธันวาคม ธค ທັນວາ ທວ ធ្នូ ဒီဇင်ဘာ ဒီ disyembre desemba ዲሴምበር ዲሴም disemba \
     abendua abe decembro nollaig noll 十二月",
];

/// Days of the week, and what else may stand in a date and says nothing: `at`, `of`.
pub(super) const FILLERS: &str = "tysdag laurdag sunnuntaina maanantaina tiistaina keskiviikkona torstaina perjantaina \
     lauantaina sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai \
     sunnudagur mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur mán \
     þri mið fös neděle pondělí úterý středa čtvrtek pátek út čt pá nedeľa pondelok utorok \
     streda štvrtok piatok št vasárnap hétfő kedd szerda csütörtök péntek szombat szo \
     duminică luni marți miercuri joi vineri sâmbătă dum mie vin sâm нд пн чт пт сб nedjelja \
     ponedjeljak utorak srijeda četvrtak petak subota ned uto sri čet pet sub недеља \
     понедељак уторак четвртак петак субота уто nedelja ponedeljak sreda sre ponedeljek \
     torek četrtek petek недела четврток петок сабота саб diel hënë martë mërkurë enjte \
     premte shtunë hën mër enj pre κυριακή δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο \
     κυρ δευ τρί τετ πέμ παρ σάβ pzt cmt bazar ertəsi çərşənbə axşamı cümə şənbə вс неділя \
     понеділок вівторок середа пʼятниця нядзеля панядзелак аўторак серада чацвер пятніца аў \
     чц жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жс дс сс бс жм ж yakshanba \
     dushanba seshanba chorshanba payshanba shanba dush sesh chor shan жекшемби дүйшөмбү \
     шейшемби шаршемби бейшемби жума ишемби жек дүй шейш шарш бейш ишм pühapäev esmaspäev \
     teisipäev kolmapäev neljapäev reede laupäev svētdiena pirmdiena otrdiena trešdiena \
     ceturtdiena piektdiena sestdiena svētd pirmd otrd trešd ceturtd piektd sestd gada \
     sekmadienis pirmadienis antradienis trečiadienis ketvirtadienis penktadienis \
     šeštadienis m d კვირა ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვი ორშ \
     სამ ოთხ ხუთ პარ შაბ կիրակի երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիր \
     երկ երք չրք հնգ ուր շբթ թ سهشنبه اتوار پیر منگل بدھ جمعرات جمعہ ہفتہ রবিবার সোমবার \
     মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবি সোম মঙ্গল বুধ বৃহস্পতি শুক্র শনি ਐਤਵਾਰ \
     ਸੋਮਵਾਰ ਮੰਗਲਵਾਰ ਬੁੱਧਵਾਰ ਵੀਰਵਾਰ ਸ਼ੁੱਕਰਵਾਰ ਸ਼ਨੀਵਾਰ ਐਤ ਸੋਮ ਮੰਗਲ ਬੁੱਧ ਵੀਰ ਸ਼ੁੱਕਰ ਸ਼ਨੀ રવિવાર \
     સોમવાર મંગળવાર બુધવાર ગુરુવાર શુક્રવાર શનિવાર રવિ સોમ મંગળ બુધ ગુરુ શુક્ર શનિ मंगळवार \
     मंगळ ஞாயிறு திங்கள் செவ்வாய் புதன் வியாழன் வெள்ளி சனி ஞாயி திங் செவ் புத வியா வெள் \
     ఆదివారం సోమవారం మంగళవారం బుధవారం గురువారం శుక్రవారం శనివారం ఆది సోమ మంగళ బుధ గురు శుక్ర \
     శని ಭಾನುವಾರ ಸೋಮವಾರ ಮಂಗಳವಾರ ಬುಧವಾರ ಗುರುವಾರ ಶುಕ್ರವಾರ ಶನಿವಾರ ಭಾನು ಸೋಮ ಮಂಗಳ ಬುಧ ಗುರು ಶುಕ್ರ \
     ಶನಿ ഞായറാഴ്ച തിങ്കളാഴ്ച ചൊവ്വാഴ്ച ബുധനാഴ്ച വ്യാഴാഴ്ച വെള്ളിയാഴ്ച ശനിയാഴ്ച ഞായർ തിങ്കൾ \
     ചൊവ്വ ബുധൻ വ്യാഴം വെള്ളി ശനി ඉරිදා සඳුදා අඟහරුවාදා බදාදා බ්රහස්පතින්දා සිකුරාදා \
     සෙනසුරාදා අඟහ බ්රහස් සිකු සෙන आइतबार सोमबार मङ्गलबार बुधबार बिहिबार शुक्रबार शनिबार आइत \
     मङ्गल बिहि วันอาทิตย์ วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ อาทิตย์ \
     จันทร์ อังคาร พุธ พฤหัส ศุกร์ เสาร์ ที่ น ວັນອາທິດ ວັນຈັນ ວັນອັງຄານ ວັນພຸດ ວັນພະຫັດ \
     ວັນສຸກ ວັນເສົາ ອາທິດ ຈັນ ອັງຄານ ພຸດ ພະຫັດ ສຸກ ເສົາ អាទិត្យ ច័ន្ទ អង្គារ ពុធ ព្រហស្បតិ៍ \
     សុក្រ សៅរ៍ ចន្ទ ព្រហ တနင်္ဂနွေ တနင်္လာ အင်္ဂါ ဗုဒ္ဓဟူး ကြာသပတေး သောကြာ စနေ chủ nhật thứ \
     hai tư năm sáu bảy ahd linggo miyerkules huwebes biyernes sabado jumapili jumatatu \
     jumanne jumatano alhamisi ijumaa jumamosi እሑድ ሰኞ ማክሰኞ ረቡዕ ሐሙስ ዓርብ ቅዳሜ ማክሰ isonto \
     umsombuluko ulwesibili ulwesithathu ulwesine ulwesihlanu umgqibelo sondag vrydag \
     saterdag igandea astelehena asteartea asteazkena osteguna ostirala larunbata luns \
     mércores xoves venres mér xov dé domhnaigh luain máirt céadaoin déardaoin haoine \
     sathairn domh luan céad déar aoine sath 星期日 星期一 星期二 星期三 星期四 星期五 星期六 周日 周一 周二 周三 周四 周五 \
     周六 週日 週一 週二 週三 週四 週五 週六 日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 火 水 木 金 土 일요일 월요일 화요일 수요일 목요일 금요일 \
     토요일 화 수 목 금 토 ba วันอาทิตย์ที่ วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ \
     วันศุกร์ที่ วันเสาร์ที่ التوقيت คศ พศ п ятниця v о στις у во në plkst lúc vào เวลา pada \
     nang saa ás les रोजी ರಂದು அன்று అప్పుడు కి వద్ద વાગ્યે ਵਜੇ এ នៅ ម៉ោង ເວລາ بوقت ngo";

/// Before noon, wherever it stands.
pub(super) const MORNING: &str = "manhã prijepodne dopoldne претпл paradite таңкы тң priekšpusdienā priekšp \
     priekšpusdiena priešpiet පෙව ກ່ອນທ່ຽງ နံနက် ጥዋት";

/// After noon, wherever it stands.
pub(super) const AFTERNOON: &str = "tarde popodne popoldne попл pasdite тк pēcpusdienā pēcp pēcpusdiena pēcpusd popiet පව \
     ຫຼັງທ່ຽງ ညနေ ከሰዓት";

/// Before noon at the end of a date. Elsewhere they are words of other languages.
pub(super) const LATE_MORNING: &str = "fm ap fh dop de pd to sa pg vm";

/// After noon at the end of a date.
pub(super) const LATE_AFTERNOON: &str = "em ip eh odp du pop md tk ch ptg nm";

/// UTC.
pub(super) const UTC: &str = "tu aul العالمي ইউটিসি യുടിസി සවිවේ यूटीसी";
