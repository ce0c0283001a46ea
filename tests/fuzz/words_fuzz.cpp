// Texts and names in any alphabet, well-formed or not: what trims, counts, folds and compares them never
// crashes, does the same twice, and finds a name by itself.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "access/password_rules.h"
#include "cases/find.h"
#include "cases/find_key.h"
#include "core/text.h"
#include "fuzz.h"
#include "matching/fold.h"

namespace {

using namespace panoh;
using fuzz::must;

void texts(std::string_view text)
{
    const std::string_view trimmed = core::trim(text);
    must(core::trim(trimmed) == trimmed);
    must(core::letters(text) <= text.size());
    (void)core::is_line(text);
    const auto words = core::words(text);
    must(core::is_blank(text) ? std::ranges::all_of(words, [](const auto& word) { return word.empty(); })
                              : true);
    for (const auto& word : words)
        must(!word.empty() && core::is_text(word) == (word.find('\0') == std::string::npos));
    const std::string folded = core::fold_case(text);
    must(core::fold_case(core::fold_case(folded)) == core::fold_case(folded));
    const std::string initial = core::initial(text);
    must(core::letters(initial) <= 1);
    const auto password = access::check_password(text, std::array{std::string("Ayana Bekova")});
    if (!password) fuzz::must_be_refusal(password.error());
    if (password) must(core::letters(text) >= 12 && core::letters(text) <= 128);
}

void names(std::string_view one, std::string_view other)
{
    for (const auto& folded : matching::fold_words(one)) {
        must(!folded.key.empty() && folded.key.find(' ') == std::string::npos);
        must(matching::compare_keys(folded.key, folded.key) == matching::Likeness::same);
        for (const auto& beside : matching::fold_words(other))
            must(matching::compare_keys(folded.key, beside.key) ==
                 matching::compare_keys(beside.key, folded.key));
    }
}

void finding(std::string_view given, std::string_view family)
{
    cases::Identity identity;
    identity.names.push_back({.given = std::string(given), .family = std::string(family)});
    identity.birthplace = std::string(family);
    if (!cases::check(identity, {2026, 11, 26})) return;
    const auto key = cases::find_key(identity);
    const std::string text = cases::write_find_key(key);
    const auto read = cases::read_find_key(text);
    must(read && read->given == given && read->family == family);
    const auto nameless = cases::read_nameless_key(cases::without_names(text));
    must(nameless && nameless->folded_given == read->folded_given);
    const auto shown = cases::read_short_name(text);
    must(shown && shown->first == given && shown->second == family);
    const auto question = cases::question_of({.name = std::string(given) + ' ' + std::string(family)});
    if (!question) return fuzz::must_be_refusal(question.error());
    const auto match = cases::compare(*read, *question);
    must(question->name.empty() || match.has_value());
}

/// What a damaged row may hold after it was opened.
void stored(std::string_view text)
{
    (void)cases::read_find_key(text);
    (void)cases::read_nameless_key(cases::without_names(text));
    (void)cases::read_short_name(text);
    const auto question = cases::question_of({.name = "Aigul Toktosunova"});
    if (const auto read = cases::read_find_key(text)) (void)cases::compare(*read, *question);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    texts(text);
    fuzz::Input input(text);
    const std::string_view one = input.up_to('\n');
    const std::string_view other = input.rest();
    names(one, other);
    finding(one, other);
    stored(text);
    return 0;
}
