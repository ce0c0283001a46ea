#include "release/statistics.h"

#include <algorithm>
#include <array>

namespace panoh::release {

namespace {

std::string_view key_of(std::string_view code)
{
    return code.empty() ? not_recorded : code;
}

void count(Tally::Marginal& marginal, std::string_view key, bool central)
{
    auto place = marginal.find(key);
    if (place == marginal.end()) place = marginal.emplace(std::string(key), Tally::Pair{}).first;
    ++place->second.world;
    place->second.central_asia += central ? 1 : 0;
}

} // namespace

bool in_central_asia(std::string_view country)
{
    static constexpr std::array<std::string_view, 5> countries = {"KG", "KZ", "TJ", "TM", "UZ"};
    return std::find(countries.begin(), countries.end(), country) != countries.end();
}

void Tally::add(const CtdcCodes& codes)
{
    const bool central = in_central_asia(codes.citizenship) || in_central_asia(codes.country_of_exploitation);
    ++total.world;
    total.central_asia += central ? 1 : 0;
    count(year, codes.year ? std::to_string(*codes.year) : std::string(not_recorded), central);
    count(sex, key_of(codes.gender), central);
    count(age_band, key_of(codes.age_band), central);
    const auto forms = ctdc_codes(CodeSet::exploitation);
    for (std::size_t i = 0; i < forms.size(); ++i)
        if ((codes.exploitation.yes >> i & 1U) != 0) count(exploitation, forms[i], central);
    if (codes.exploitation.yes == 0) {
        ++exploitation_not_recorded.world;
        exploitation_not_recorded.central_asia += central ? 1 : 0;
    }
    ++corridors[{std::string(key_of(codes.citizenship)), std::string(key_of(codes.country_of_exploitation))}];
}

} // namespace panoh::release
