/**
 * Words that promise a prize, by language. A lexicon alone proves nothing: shops give vouchers away, too. It is read together
 * with the layout. Written by hand from the vocabulary of prize notices; 2026-11-26.
 *
 * Beginnings of words, as they are spelt, in lower case. A trailing full stop asks for the whole word, and an underscore stands
 * for whatever parts two words.
 */

/** Say that somebody has won, or is given something that costs money elsewhere. */
export const STRONG: Record<string, string> = {
  en: `winner winning won. prize. prizes. sweepstake giveaway voucher giftcard lottery airdrop gift_card free_gift
    mystery_box give_away chance_to_win enter_to_win win_a. win_an. win_your win_up_to could_win claim_your_free
    claim_your_gift chance_to_receive chance_to_get been_selected been_chosen been_picked spin_the_wheel spin_to_win
    spin_win scratch_and_win answer_and_win answer_win your_name_came_up name_was_drawn`,
  de: `gewonnen gewinn gutschein einkaufsgutschein tankgutschein geschenkgutschein auserwählt verlos hauptpreis
    hauptgewinn sofortgewinn losnummer lotterie glücksrad glückspilz geschenkkarte überraschungsbox preisausschreiben
    chance_auf wurden_ausgewählt wurdest_ausgewählt sind_ausgewählt meinung_belohn`,
  fr: `gagné. gagnez. gagnant remporte remporté loterie tirage_au_sort tiré_au_sort tirés_au_sort heureux_élu votre_lot
    votre_gain mon_gain jeu_concours roue_de_la tournez_la_roue carte_cadeau chèque_cadeau bon_d_achat bon_cadeau
    box_mystère chance_de_gagner chance_de_recevoir tentez_de_gagner tentez_votre_chance été_sélectionné été_choisi
    chance_de_profiter réclamez_votre_prix recevez_votre_prix réclamer_votre_prix`,
  es: `ganador ganado ganaste premio premiad sorteo sortea lotería agraciad tarjeta_regalo tarjeta_de_regalo
    vale_regalo cheque_regalo caja_misteriosa caja_sorpresa has_ganado gira_y_gana gira_la_ru oportunidad_de_ganar
    oportunidad_de_recibir oportunidad_de_obtener sido_seleccionad sido_elegid fue_seleccionad fue_elegid gane_un
    oportunidad_de_llevar`,
  pt: `ganhou ganhador vencedor prêmio prémio premiad sorteio sortead loteria vale_presente cartão_presente
    caixa_surpresa caixa_misteriosa gire_a_rol gire_e_ganhe você_ganhou chance_de_ganhar chance_de_receber
    foi_selecionad foi_escolhid responda_e_ganhe`,
  it: `vinto vincitore vincitrice vincita premio lotteria carta_regalo buono_regalo buono_spesa scatola_misteriosa
    concorso_a_premi ruota_della_fortuna gira_la_ruota gira_e_vinci hai_vinto possibilità_di_vincere
    possibilità_di_ricevere stato_selezionat stata_selezionat state_selezionat stato_scelto stata_scelta
    rispondi_e_vinci`,
  nl: `gewonnen winnaar prijswinnaar hoofdprijs winactie prijsvraag verloting loterij lotnummer cadeaukaart cadeaubon
    waardebon kans_op kans_om maak_kans rad_van_fortuin draai_en_win win_een. bent_geselecteerd bent_uitgekozen
    bent_gekozen antwoord_en_win`,
  sv: `vunnit vinnare vinst presentkort utlottning utlottad lotteri lyckohjul lottnummer vinn_en. vinn_ett. vinn_upp
    chans_att_vinna blivit_utvald`,
  da: `vundet vinder gevinst gavekort præmie lodtrækning lodnummer lotteri lykkehjul vind_en. vind_et. vind_op
    chance_for_at er_udvalgt blevet_udvalgt`,
  no: `vunnet vinner. vinneren gevinst gavekort premien. loddtrekning loddnummer lykkehjul vinn_en. vinn_et. vinn_opp
    er_utvalgt blitt_utvalgt valgt_ut`,
  fi: `voittanut voittaja voitit voitto voita. palkinto palkinno lahjakort arvonta arvonna arvottu arpajai onnenpyör
    sinut_on_valittu mahdollisuus_voittaa`,
  pl: `wygrał wygran wygraj zwycięzc zwycięzcą nagroda nagrodę nagrody losowani wylosowan loteri koło_fortuny
    kołem_fortuny karta_podarunkow kartę_podarunkow bon_podarunkow bon_upominkow zostałeś_wybran zostałaś_wybran`,
  cs: `vyhrál vyhraj výhra. výhru. výhry. výherc výhern losován vylosován slosován loteri kolo_štěstí kolem_štěstí
    dárková_kart dárkovou_kart dárkový_pouk šanci_vyhrát šanci_získat jste_vybrán`,
  sk: 'vyhrali vyhrajte výherc žrebovan vyžrebovan koleso_šťastia darčeková_kart darčekovú_kart ste_vybran',
  hr: `osvojili osvojil osvojite nagrada nagradu nagradn dobitnik dobitak pobjednik pobednik izvlačenj lutrij
    kolo_sreće poklon_kartic poklon_bon odabrani_ste izabrani_ste ste_odabran ste_izabran`,
  sl: 'nagrad zmagoval žrebanj darilna_kartica darilni_bon kolo_sreče izbrani_ste ste_izbran',
  ro: `câștigat câștigă. câștigi. câștigător premiu. premiul. premii. premiile. tragere_la_sorți tragerea_la_sorți
    loteri roata_norocului card_cadou cardul_cadou fost_selectat fost_ales`,
  hu: `nyert nyertes nyerjen nyerj. nyeremény sorsolás kisorsol szerencsekerék ajándékkártya ajándékutalvány
    önt_kiválasztott önt_választott`,
  tr: `kazandın kazanan çekiliş piyango ikramiye talihli seçildiniz hediye_kart hediye_çek şans_çark çarkı_çevir
    çevir_kazan kazanma_şans`,
  el: `κερδίσ κέρδισ νικητή δωροκάρτα δωροεπιταγ κλήρωση κληρώθηκ λοταρία έπαθλ βραβείο τροχός_της_τύχης
    τροχό_της_τύχης έχετε_επιλεγεί έχεις_επιλεγεί`,
  ru: `выигра выигрыш приз. призы. приза. призов. призом. победител розыгрыш разыгрыва лотере подарочная_карт
    подарочную_карт подарочный_серт колесо_удачи колесо_фортуны вы_выбраны вас_выбрали`,
  uk: `вигра переможец переможц розіграш подарункова_карт подарункову_карт подарунковий_серт колесо_удачі
    колесо_фортуни вас_обрано вас_вибрано`,
  bg: 'спечел печеливш награда награди томбола лотария подаръчна_карта избрани_сте бяхте_избран',
  et: 'võitsi võitja auhin loosimi kinkekaar',
  lv: 'laimēj uzvarētāj balva. balvu. loterij izloz dāvanu_kart',
  lt: 'laimėj laimėt prizas. prizą. loterij dovanų_kort dovanų_kup',
  id: 'pemenang memenangkan undian kartu_hadiah anda_terpilih anda_menang',
  vi: 'trúng_thưởng giải_thưởng bốc_thăm vòng_quay',
  ar: 'ربحت فزت فائز الفائز جائزة الجائزة جائزتك جوائز بطاقة_هدي تم_اختيارك',
  he: 'זכית זכייה זוכה הזוכה הפרס פרס. הגרלה כרטיס_מתנה שובר_מתנה',
}

/** Congratulate, or speak of a reward: of a prize, where nothing beside them is an ordinary {@link OFFER}. */
export const CHEER: Record<string, string> = {
  en: 'congratulations congrats reward',
  de: 'glückwunsch glückwünsch gratulier belohnung prämie',
  fr: 'félicitations récompense',
  es: 'felicidades felicitaciones enhorabuena recompensa',
  pt: 'parabéns recompensa',
  it: 'congratulazioni',
  nl: 'gefeliciteerd beloning',
  sv: 'grattis gratulerar belöning',
  da: 'tillykke belønning',
  no: 'gratulerer belønning',
  fi: 'onnittelut onneksi_olkoon',
  pl: 'gratulacje gratulujemy',
  cs: 'gratulujeme odměna odměnu',
  sk: 'odmena odmenu',
  hr: 'čestitamo čestitke',
  ro: 'felicitări recompens',
  hu: 'gratulálunk jutalom jutalm',
  tr: 'tebrikler ödül',
  el: 'συγχαρητήρια',
  ru: 'поздравляем вознагражд',
  bg: 'честито',
  et: 'palju_õnne_olete',
  vi: 'phần_thưởng',
  ar: 'تهانينا',
}

/** Stand in prize notices, and in much else. */
export const WEAK: Record<string, string> = {
  en: `lucky claim unclaimed bonus bonuses selected chosen raffle for_your_opinion surprise survey gift. gifts. sample.
    samples.`,
  de: 'ausgewählt tombola einmalige_gelegenheit anspruch_geltend geschenk verschenk umfrage überraschung dankeschön',
  fr: `sélectionné chanceux tirage gagner. bravo. tombola réclamer réclamez vous_attend pour_votre_contribution
    pour_votre_avis sondage enquête cadeau`,
  es: `seleccionad afortunad gana. ganar. rifa. ruleta. canje por_su_opinión por_tu_opinión encuesta sorpresa regalo
    obsequio`,
  pt: `resgatar resgate pontos selecionad sortud ganhe. ganhar. roleta. pela_sua_opinião presente. surpresa brinde
    inquérito`,
  it: `buono selezionat fortunat vinci. vincere. estratto. estrazione riscatta per_la_tua_opinione sondaggio sorpresa
    omaggio regalo`,
  nl: 'geselecteerd uw_prijs je_prijs voor_uw_mening voor_je_mening enquête verrassing cadeau',
  sv: 'utvald vinn. dragning undersökning överraskning enkät gåva. gåvan.',
  da: 'udvalgt udtrukket undersøgelse overraskelse gaven. din_gave',
  no: 'premie. utvalgt trekning undersøkelse gave_til',
  fi: 'onnekas kysely yllätys yllätyk lahja. lahjan. lahjasi',
  pl: 'konkurs szansa_na szansę_na ankiet niespodziank prezent. prezenty upomin podarun',
  cs: 'soutěž šťastný_výh průzkum překvapení dárek. dárky. dotazník',
  sk: 'súťaž prieskum prekvapenie darček',
  ro: 'norocos tombol sondaj surpriz cadou',
  tr: 'seçildi şanslı kazan. anket. anketi sürpriz hediye',
  hu: 'szerencsés kihúzt felmérés meglepetés ajándék kérdőív',
  el: 'τυχερ δώρο. δώρα. έκπληξη ερωτηματολόγιο',
  ru: 'бонус счастливчик подар опрос. сюрприз',
  uk: 'вітаємо опитуван',
  bg: 'томбол анкет изненад',
  lv: 'apsveicam dāvana aptauj pārsteigum',
  lt: 'sveikiname dovana apklaus staigmen',
  vi: 'chúc_mừng quà_tặng khảo_sát',
  ar: 'قسيمة السحب مبروك هدية هديتك استبيان الاستبيان',
  hr: 'poklon anketa anketu iznenađenj',
  sl: 'darilo presenečenj',
  et: 'kingitus küsitlus üllatus',
  id: 'hadiah survei kejutan',
  he: 'מתנה סקר. הפתעה',
}

/** Say that something is kept for the reader, or goes to somebody else: of a prize, where it costs nothing. */
export const KEPT: Record<string, string> = {
  en: `prepared_for_you reserved_for_you set_aside_for_you someone_else_will somebody_else_will to_someone_else
    to_somebody_else`,
  de: `für_sie_vorbereitet für_sie_reserviert für_dich_vorbereitet für_dich_reserviert für_sie_bereit für_dich_bereit
    jemand_anderes_wird jemand_anderer_wird an_jemand_ander`,
  fr: `préparé_pour_vous préparée_pour_vous réservé_pour_vous réservée_pour_vous vous_est_réservé quelqu_un_d_autre
    une_autre_personne`,
  es: 'preparado_para_ti preparado_para_usted reservado_para_ti reservado_para_usted a_otra_persona otra_persona_lo',
  pt: 'preparado_para_você reservado_para_você reservado_para_si outra_pessoa',
  it: 'preparato_per_te riservato_per_te riservato_a_te qualcun_altro',
  nl: 'voor_u_klaar voor_jou_klaar voor_u_gereserveerd voor_jou_gereserveerd iemand_anders',
  sv: 'reserverad_för_dig reserverat_för_dig någon_annan',
  da: 'reserveret_til_dig klar_til_dig en_anden_vil til_en_anden',
  no: 'reservert_til_deg reservert_for_deg klar_til_deg noen_andre',
  fi: 'varattu_sinulle joku_muu jollekin_muulle',
  pl: 'przygotowany_dla przygotowana_dla zarezerwowany_dla zarezerwowana_dla ktoś_inny komuś_innemu',
  cs: 'pro_vás_připrav pro_vás_rezerv někdo_jiný někomu_jinému',
  sk: 'pre_vás_priprav pre_vás_rezerv niekto_iný niekomu_inému',
  hr: 'pripremljen_za_vas rezerviran_za_vas netko_drugi nekome_drugom',
  sl: 'pripravljen_za_vas rezervirano_za_vas nekdo_drug',
  ro: 'pregătit_pentru rezervat_pentru altcineva altcuiva',
  hu: 'önnek_fenntart önnek_készít valaki_más',
  tr: 'sizin_için_hazır sizin_için_ayrıl size_ayrıl başka_birine başkasına',
  el: 'ετοιμάστηκε_για κρατήθηκε_για κάποιος_άλλος κάποιον_άλλο',
  ru: 'для_вас_подготов для_вас_зарезерв кто_то_другой другому_человеку',
  uk: 'для_вас_підготов для_вас_зарезерв хтось_інший комусь_іншому',
  bg: 'приготвен_за_вас запазен_за_вас някой_друг',
  et: 'teile_reserveeritud keegi_teine',
  lv: 'jums_sagatavo jums_rezerv kāds_cits',
  lt: 'jums_paruoš jums_rezerv kas_nors_kitas',
  id: 'disiapkan_untuk_anda orang_lain',
  vi: 'dành_cho_bạn người_khác',
  ar: 'محجوز_لك شخص_آخر',
  he: 'שמור_עבורך מישהו_אחר',
}

/** Say that something costs nothing; languages have many words for it, which say no more together. */
export const FREE = `gratis gratuit complimentary for_free free_of_charge at_no_cost a_free your_free kostenlos offert. offerte.
  ilmai darmow zdarma zadarmo besplat brezplač ücretsiz ingyen δωρεάν бесплат безкоштов безплат tasuta bezmaksas nemokam miễn_phí
  مجاني חינם`

/** A theme of its own: who is offered a stake has won nothing. */
export const GAMBLING =
  'casino kasino freispiel spins. jackpot slots. roulette betting sportwetten казино giri_gratis tours_gratuits'

/**
 * Of a shop's offer, a receipt, an account, or a report of what others won: a prize that is given to somebody else, or to who
 * buys.
 */
export const ORDINARY: Record<string, string> = {
  en: `receipt_for your_receipt invoice laureate nobel jury. jurors exhibition ceremony nominat entrants proceeds backer
    pledged shortlist notary order_number card_ending points_earned tier_points award_miles first_prize second_prize
    third_prize 1st_prize 2nd_prize with_purchase with_every_order with_any_order with_your_order when_you_spend
    when_you_buy orders_over at_checkout promo_code free_shipping free_delivery free_returns order_online add_to_cart
    add_to_bag find_a_store carryout dine_in participating_locations participating_stores`,
  de: `rechnung quittung nobelpreis preisträger preisverleihung jury. ausstellung erlös endziffern bestellnummer rechtsweg
    rabattcode gutscheincode bestellwert einkaufswert mindestbestellwert versandkostenfrei gratis_versand
    kostenloser_versand bei_jeder_bestellung zu_jeder_bestellung punktestand gutgeschrieben erster_preis erste_preis
    zweiter_preis zweite_preis`,
  fr: `facture. lauréat nobel exposition points_gagnés livraison_offerte livraison_gratuite code_promo pour_tout_achat
    premier_prix deuxième_prix premier_lot deuxième_lot remise_des_prix bénéfices`,
  es: `factura galardon exposición envío_gratis envíos_gratis código_promo código_de_desc por_la_compra puntos_ganados
    papeletas recaudad primer_premio segundo_premio`,
  pt: 'exposição frete_grátis portes_grátis cupom na_compra pontos_ganhos bilhetes primeiro_pr segundo_pr reverte',
  it: `fattura mostra. spedizione_grat codice_sconto codice_promo con_un_acquisto punti_guadagnati ricavato primo_premio
    secondo_premio`,
  nl: `factuur gratis_verzend kortingscode bij_elke_bestelling bij_aankoop tentoonstelling puntensaldo lootjes opbrengst
    eerste_prijs tweede_prijs`,
  sv: 'faktura fri_frakt rabattkod vid_köp kvitto utställning lotterna första_pris andra_pris',
  da: 'kvittering fri_fragt rabatkode ved_køb udstilling lodderne første_præmie anden_præmie',
  no: 'fri_frakt rabattkode ved_kjøp utstilling loddene førstepremi andrepremi',
  fi: `lasku. kuitti ilmainen_toimitus alennuskood näyttely arvat. tuotto ensimmäinen_palkin ensimmäisen_palkin
    toinen_palkin pääpalkin`,
  pl: `główną_nagrod główna_nagrod faktura paragon darmowa_dostaw kod_rabatow przy_zakup wystaw dochód pierwsza_nagrod
    pierwszą_nagrod druga_nagrod losy.`,
  cs: 'faktura účtenk doprava_zdarma dopravu_zdarma slevový_kód slevovým výstav výtěžek první_cen druhá_cen',
  ro: 'factur chitanț transport_gratuit cod_de_red soldul puncte_câștigat expoziți bilete premiul_întâi premiul_al',
  tr: 'fatura_no makbuz ücretsiz_kargo kargo_bedava indirim_kod sergi. biletler büyük_ödül birincilik ikincilik',
  hu: 'számla. ingyenes_száll kuponkód kiállítás jegyek első_díj második_díj bevétel',
  el: `υπόλοιπο κερδισμένοι δωρεάν_μεταφορ δωρεάν_αποστολ εκπτωτικ τιμολόγιο απόδειξη έκθεση λαχεία πρώτο_βραβ δεύτερο_βραβ
    πρώτο_δώρο`,
  ru: `главный_приз счёт. чек. промокод бесплатная_достав бесплатной_достав выставк билеты первая_преми вторая_преми
    первое_место`,
}

/** What is sold, lent or let to who is congratulated, or given away in a part: it takes back what {@link CHEER} and {@link FREE} words say. */
export const OFFER: Record<string, string> = {
  en: `discounted pricing warranty warranties credit_card credit_score insurance mortgage refinanc a_quote. free_quote
    your_quote storage`,
  de: `garantieverlänger kreditkarte versicherung ratenkredit kredit. speicherplatz speicher. cloud_speicher
    angebot_einhol`,
  fr: 'garantie_auto carte_de_crédit assurance mutuelle. devis. stockage',
  es: 'garantía tarjeta_de_crédito seguro_de_vida hipoteca préstamo presupuesto almacenamiento',
  pt: 'garantia_est cartão_de_crédito seguro_de_vida empréstimo orçamento armazenamento',
  it: 'garanzia carta_di_credito assicurazione prestito preventivo archiviazione',
  nl: 'garantie. creditcard verzekering lening. hypotheek opslag. opslagruimte',
  sv: 'kreditkort försäkring lagring lagringsutrymme',
  da: 'kreditkort forsikring tilbud_på lagerplads',
  no: 'kredittkort forsikring lagringsplass',
  fi: 'luottokortti vakuutus laina. tallennustil',
  pl: 'karta_kredytow ubezpieczen kredyt. pożyczk wycena. pamięci_masow',
  cs: 'kreditní_kart pojištění půjčk úložišt',
  ro: 'card_de_credit asigurare împrumut stocare',
  tr: 'kredi_kartı sigorta kredi. depolama',
  hu: 'hitelkártya biztosítás kölcsön tárhely',
  el: 'πιστωτική_κάρτα δάνειο αποθηκευτικ',
  ru: 'кредитная_карт страхован кредит. хранилищ',
}

/** Words of scripts that set no spaces. */
export const UNSPACED = {
  strong: `当選 賞品 景品 懸賞 抽選 当たりました ギフトカード ギフト券 商品券 無料プレゼント 選ばれました 中奖 中獎 奖品 獎品 抽奖 抽獎 大奖 大獎 领奖 領獎 礼品卡 禮品卡 被选中 被選中 당첨 경품 추첨 상품권
    복권 기프트카드 รางวัล บัตรของขวัญ ผู้โชคดี`,
  weak: 'おめでとう 進呈 ルーレット 恭喜 幸运 幸運 领取 領取 축하 행운 룰렛 ยินดีด้วย プレゼント アンケート 礼品 禮品 问卷 問卷 惊喜 驚喜 선물 설문 ของขวัญ',
  free: '無料 무료 免费 免費',
  gambling: 'カジノ 赌场 카지노',
  ordinary:
    '領収書 請求番号 請求書 受賞 送料無料 クーポンコード 展示 抽選券 一等 发票 获奖作品 영수증 수상작',
}
