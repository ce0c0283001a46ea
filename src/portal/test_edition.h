#pragma once

// A hand-made edition with everything an edition can hold, all of it invented, in seven languages. For tests.

#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"
#include "portal/shelf.h"
#include "portal/words.h"

namespace panoh::portal {

/// The words of one language: each has letters that a poor font or a wrong byte would lose.
struct TestWords {
    std::string_view language, title, lead, section, story, story_lead, text, quote, who;
};
constexpr std::array<TestWords, 7> test_words = {{
    {"en", "Who meets a person who comes home?",
     "Four offices now give one answer. What it took, and what it changed.", "From the countries",
     "A train at ten past five",
     "Who meets a person who comes home? Somebody who has already read what may be known.",
     "The train from the north arrives at ten past five. Until last year nobody knew who would be on it. A "
     "call "
     "came, or it did not.",
     "“I told it once. The woman on the platform asked me only if I was cold.”",
     "Meerim, not her real name. Printed with her consent, which she may take back."},
    {"ru", "Кто встречает человека, который возвращается домой?",
     "Четыре учреждения теперь дают один ответ. Чего это стоило и что изменилось.", "Из стран",
     "Поезд в десять минут шестого",
     "Кто встречает человека, который возвращается домой? Тот, кто уже прочитал всё, что можно знать.",
     "Поезд с севера приходит в десять минут шестого. До прошлого года никто не знал, кто на нём приедет. "
     "Звонили — или не звонили. Ещё раз объяснять ничего не нужно.",
     "«Я рассказала это один раз. Женщина на перроне спросила только, не холодно ли мне».",
     "Мээрим, имя изменено. Напечатано с её согласия, которое она может отозвать."},
    {"ky", "Үйгө кайткан адамды ким тосуп алат?",
     "Төрт мекеме эми бир жооп берет. Бул үчүн эмне керек болду жана эмне өзгөрдү.", "Өлкөлөрдөн",
     "Саат бештен он мүнөт өткөндө келген поезд",
     "Үйгө кайткан адамды ким тосуп алат? Билүүгө боло турган нерсени мурда эле окуп чыккан киши.",
     "Түндүктөн келген поезд бештен он мүнөт өткөндө жетет. Былтырга чейин анда ким келе жатканын эч ким "
     "билчү "
     "эмес. Телефон чалынчу же чалынчу эмес.",
     "«Мен муну бир жолу айттым. Перрондогу аял менден үшүгөн жокмун деп гана сурады».",
     "Мээрим, чыныгы аты эмес. Анын макулдугу менен басылды, ал аны кайтарып ала алат."},
    {"kk", "Үйге қайтқан адамды кім қарсы алады?",
     "Төрт мекеме енді бір жауап береді. Бұған не қажет болды және не өзгерді.", "Елдерден",
     "Бестен он минут өткенде келетін пойыз",
     "Үйге қайтқан адамды кім қарсы алады? Білуге болатынды бұрын оқып шыққан адам.",
     "Солтүстіктен келетін пойыз бестен он минут өткенде жетеді. Былтырға дейін онда кім келе жатқанын ешкім "
     "білмейтін еді. Әріптес қоңырау шалатын немесе шалмайтын. Һәм ғажап еңбек.",
     "«Мен мұны бір рет айттым. Перрондағы әйел менен тек тоңып тұрған жоқсың ба деп сұрады».",
     "Мейірім, шын аты емес. Оның келісімімен басылды, ол оны қайтарып ала алады."},
    {"tg", "Шахсеро, ки ба хона бармегардад, кӣ пешвоз мегирад?",
     "Чор муассиса акнун як ҷавоб медиҳанд. Барои ин чӣ лозим шуд ва чӣ тағйир ёфт.", "Аз кишварҳо",
     "Қатори соати панҷу даҳ дақиқа",
     "Шахсеро, ки ба хона бармегардад, кӣ пешвоз мегирад? Касе, ки ҳамаи донистаниро аллакай хондааст.",
     "Қатор аз шимол соати панҷу даҳ дақиқа мерасад. То соли гузашта ҳеҷ кас намедонист, ки дар он кӣ меояд. "
     "Ё занг мезаданд, ё не. Ғамхорӣ ва рӯзи нав.",
     "«Ман инро як бор гуфтам. Зан дар истгоҳ танҳо пурсид, ки хунук нахӯрдаам».",
     "Меҳрӣ, номи аслӣ нест. Бо розигии ӯ чоп шудааст, ки метавонад онро бозпас гирад."},
    {"tk", "Öýüne dolanýan adamy kim garşylaýar?",
     "Dört edara indi bir jogap berýär. Munuň üçin näme gerek boldy we näme üýtgedi.", "Ýurtlardan",
     "Bäşden on minut geçende gelýän otly",
     "Öýüne dolanýan adamy kim garşylaýar? Bilip boljak zady öňünden okan adam.",
     "Demirgazykdan gelýän otly bäşden on minut geçende gelýär. Geçen ýyla çenli onda kimiň gelýändigini hiç "
     "kim "
     "bilmeýärdi. Jaň edilýärdi ýa-da edilmeýärdi. Žurnal we şäher.",
     "«Men muny bir gezek aýtdym. Perrondaky aýal diňe üşäňokmy diýip sorady».",
     "Merjen, hakyky ady däl. Onuň razylygy bilen çap edildi, ol ony yzyna alyp biler."},
    {"uz", "Uyiga qaytgan odamni kim kutib oladi?",
     "Toʻrt idora endi bitta javob beradi. Buning uchun nima kerak boʻldi va nima oʻzgardi.",
     "Mamlakatlardan", "Beshdan oʻn daqiqa oʻtganda keladigan poyezd",
     "Uyiga qaytgan odamni kim kutib oladi? Bilish mumkin boʻlgan narsani oldindan oʻqib chiqqan kishi.",
     "Shimoldan keladigan poyezd beshdan oʻn daqiqa oʻtganda yetib keladi. Oʻtgan yilgacha unda kim "
     "kelayotganini "
     "hech kim bilmasdi. Qoʻngʻiroq boʻlardi yoki boʻlmasdi. Maʼno va gʻamxoʻrlik.",
     "«Men buni bir marta aytdim. Perrondagi ayol faqat sovqotmadingizmi, deb soʻradi».",
     "Mehri, haqiqiy ismi emas. Uning roziligi bilan chop etildi, u uni qaytarib olishi mumkin."},
}};

inline const TestWords& test_words_of(std::string_view language)
{
    for (const auto& words : test_words)
        if (words.language == language) return words;
    return test_words.front();
}

inline bulletin::Block paragraph(std::string text)
{
    return {.kind = bulletin::Block::Kind::paragraph, .runs = {{.text = std::move(text)}}};
}
inline bulletin::Block heading(std::string text)
{
    return {.kind = bulletin::Block::Kind::heading, .runs = {{.text = std::move(text)}}};
}
inline bulletin::Block figure_of(bulletin::PrintedFigure figure)
{
    return {.kind = bulletin::Block::Kind::figure, .figure = std::move(figure)};
}

inline core::PictureId test_picture()
{
    return *core::parse_id<core::PictureId>("5b6f2a51-7b1f-4b0e-9d6d-0c2f2d6f7a10");
}

inline bulletin::PrintedStory first_test_story(const TestWords& words)
{
    using bulletin::Block;
    using bulletin::Run;
    return {.key = "s1",
            .country = "KG",
            .title = std::string(words.story),
            .lead = std::string(words.story_lead),
            .byline = "Gulzat Imanova",
            .days = {Words::of(words.language).day({2026, 7, 28})},
            .blocks = {paragraph(std::string(words.text)),
                       figure_of({.value = "61",
                                  .label = std::string(words.section),
                                  .basis = "",
                                  .source = "Referral register of the Fictional Centre, 1 July 2026"}),
                       paragraph(std::string(words.text) + ' ' + std::string(words.lead)),
                       heading(std::string(words.title)),
                       {.kind = Block::Kind::points,
                        .items = {{{.text = std::string(words.story)}}, {{.text = std::string(words.lead)}}}},
                       figure_of({.value = "3 / 4",
                                  .label = std::string(words.story_lead),
                                  .basis = "",
                                  .source = "Follow-up talks, 44 people, June 2026",
                                  .source_link = "https://example.org/talks",
                                  .corrected_on = core::Date{2026, 8, 3}}),
                       {.kind = Block::Kind::quote,
                        .runs = {{.text = std::string(words.quote)}},
                        .who = std::string(words.who)},
                       {.kind = Block::Kind::picture,
                        .picture = {.id = test_picture(),
                                    .alternative = std::string(words.title),
                                    .caption = std::string(words.story),
                                    .credit = "Fictional Centre",
                                    .width = 1200,
                                    .height = 800}},
                       paragraph(std::string(words.lead))},
            .sources = {"Fictional Centre, report of July 2026, page 4"},
            .language = std::string(words.language),
            .reviewed = words.language == "en"};
}

inline bulletin::PrintedStory second_test_story(std::string_view reader)
{
    using bulletin::Block;
    using bulletin::Run;
    return {.key = "s2",
            .title = "Six times on the evening screen",
            .lead = "A short film was shown six times in one day. What can be said about who saw it, and "
                    "what cannot.",
            .days = {"26 July 2026", "30 July 2026"},
            .blocks = {{.kind = Block::Kind::paragraph,
                        .runs = {{.text = "The film ran on a local channel. The station "},
                                 {.kind = Run::Kind::emphasis, .text = "estimates"},
                                 {.text = " its viewers, so the bulletin says "},
                                 {.kind = Run::Kind::figure, .text = "about 7,500"},
                                 {.text = " and says "},
                                 {.kind = Run::Kind::strong, .text = "estimated"},
                                 {.text = ". The "},
                                 {.kind = Run::Kind::link,
                                  .text = "programme of the day",
                                  .link = "https://example.org/programme?day=30&month=7"},
                                 {.text = " lists all six showings <at the hour>."}}},
                       figure_of({.value = "about 7,500",
                                  .label = "people reached through media",
                                  .basis = "Estimated",
                                  .source = "Fictional station, letter of 2 August 2026"}),
                       {.kind = Block::Kind::link,
                        .runs = {{.text = "The film, 2 minutes"}},
                        .link = "https://video.example.org/film"},
                       {.kind = Block::Kind::link, .link = "https://www.example.net/other"}},
            .figures = {{.value = "about 7,500",
                         .label = "viewers of the channel",
                         .basis = "Estimated",
                         .source = "Fictional station, letter of 2 August 2026"}},
            .translated = reader == "en",
            .language = "en"};
}

inline bulletin::PrintedEdition test_edition(std::string_view language)
{
    const auto& words = test_words_of(language);
    return {
        .id = *core::parse_id<core::EditionId>("0f6a3c1e-2d4b-4c6a-8e1f-3a5b7c9d1e2f"),
        .slug = "2026-07-30",
        .language = std::string(language),
        .title = std::string(words.title),
        .lead = std::string(words.lead),
        .number = "6",
        .day = {2026, 7, 30},
        .countries = {"KZ", "KG", "TJ", "TM", "UZ"},
        .languages = {core::languages.begin(), core::languages.end()},
        .notes = {"Invented for trying out. Nobody in it exists; translations not yet reviewed."},
        .fictional = true,
        .version = 2,
        .sections = {{.title = std::string(words.section),
                      .stories = {first_test_story(words), second_test_story(language)}},
                     {.stories = {{.key = "s3",
                                   .country = "TJ",
                                   .title = "Sixty young people, nine plans",
                                   .blocks = {paragraph("Nine plans were written down, each with a name.")},
                                   .translated = language == "en",
                                   .language = "en"}}}},
        .contacts = {{.country = "KG",
                      .name = "Fictional Centre",
                      .emails = {"office@centre.example", "bulletin@centre.example"},
                      .as_of = {2026, 7, 1}},
                     {.country = "UZ",
                      .name = "Ko‘mak, invented",
                      .emails = {"komak@example.org"},
                      .as_of = {2026, 7, 1}}},
        .withdrawn = {"A story was taken back on 3 August 2026."}};
}

/// Another one, so that there is a way on and a way back.
inline std::vector<Put> test_puts()
{
    std::vector<Put> puts;
    for (const auto language : core::languages) {
        puts.push_back({.edition = test_edition(language), .updated_at = "2026-08-03T09:00:00Z"});
        for (const auto* slug : {"2026-01-30", "2026-10-18"}) {
            auto other = test_edition(language);
            other.id = {};
            other.slug = slug;
            other.day = *core::parse_date(slug);
            other.number = "";
            other.sections.resize(1);
            puts.push_back({.edition = std::move(other)});
        }
    }
    return puts;
}

} // namespace panoh::portal
