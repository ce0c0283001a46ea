#include "cases/case_file.h"

#include "crypto/crypto.h"

namespace panoh::cases {

access::CaseFacts facts_of(const CaseFile& file)
{
    return {.organisation = file.organisation,
            .team = file.team,
            .assigned_to = file.assigned_to,
            .opened_by = file.opened_by,
            .closed = is_closed(file.state)};
}

namespace {
constexpr std::string_view digits = "23456789";
constexpr std::string_view consonants = "ABCDEFGHJKMNPQRSTVWXYZ";
} // namespace

bool is_reference(std::string_view text)
{
    if (text.size() != 7 || text[3] != '-') return false;
    for (const std::size_t place : {0U, 1U, 2U, 4U, 5U, 6U})
        if ((place % 4 == 0 ? digits : consonants).find(text[place]) == std::string_view::npos) return false;
    return true;
}

std::string random_reference()
{
    std::array<std::uint8_t, 12> random = {};
    crypto::fill_random(random);
    // Two bytes a letter keep the bias below one in a thousand, which is plenty for a label.
    const auto pick = [&random](std::size_t place, std::string_view from) {
        const std::size_t number = random[place * 2] * 256U + random[place * 2 + 1];
        return from[number % from.size()];
    };
    std::string text;
    for (std::size_t place = 0; place < 6; ++place) {
        if (place == 3) text += '-';
        text += pick(place, place % 3 == 0 ? digits : consonants);
    }
    return text;
}

} // namespace panoh::cases
