#include "outreach/rules.h"

#include <algorithm>
#include <numeric>

namespace panoh::outreach {

std::int64_t sum_of(const std::vector<Cell>& cells)
{
    return std::accumulate(cells.begin(), cells.end(), std::int64_t{0},
                           [](std::int64_t sum, const Cell& cell) { return sum + cell.count; });
}

bool may_publish(const Testimony& testimony, std::string_view publication, core::Date day)
{
    const auto& consent = testimony.consent;
    if (testimony.withdrawn_on || day < consent.given_on) return false;
    if (consent.ends_on && *consent.ends_on < day) return false;
    return std::ranges::any_of(consent.publications,
                               [&](const auto& agreed) { return agreed.code == publication; });
}

void check_more(const Party& party, Findings& findings)
{
    if (!party.organisation && !party.name) findings.fault("outreach/party_unnamed", "name");
}

void check_more(const Participation& participation, Findings& findings)
{
    const auto& p = participation;
    if (p.people && sum_of(p.cells) > *p.people) findings.fault("outreach/more_than_all", "cells");
    if (p.people && p.attendances && *p.attendances < *p.people)
        findings.fault("outreach/fewer_than_people", "attendances");
}

void check_more(const KnowledgeTest& test, Findings& findings)
{
    if (test.mean_before && *test.mean_before > test.highest)
        findings.fault("outreach/above_highest", "mean_before");
    if (test.mean_after && *test.mean_after > test.highest)
        findings.fault("outreach/above_highest", "mean_after");
}

void check_more(const Measurement& measurement, Findings& findings)
{
    const auto& m = measurement;
    if (static_cast<double>(sum_of(m.cells)) > m.value) findings.fault("outreach/more_than_all", "cells");
    if (m.measure.code == "share" && m.value > 100) findings.fault("outreach/not_a_share", "value");
    if (m.part && !m.campaign && !m.media_piece && !m.material)
        findings.fault("outreach/part_of_what", "part");
}

void check_more(const Fact& fact, Findings& findings)
{
    if (fact.unit.code == "money" && !fact.currency) findings.fault("outreach/currency_missing", "currency");
}

void check_more(const TestimonyConsent& consent, Findings& findings)
{
    if (consent.publications.empty()) findings.fault("outreach/consent_for_nothing", "publications");
    if (consent.ends_on && *consent.ends_on < consent.given_on)
        findings.fault("outreach/ends_before_it_starts", "ends_on");
}

Span span_of(const MediaPiece& piece)
{
    Span span;
    for (const auto& appearance : piece.appearances) {
        const auto& day = appearance.published_on;
        if (!day) continue;
        span.starts_on = span.starts_on ? std::min(*span.starts_on, *day) : *day;
        span.ends_on = span.ends_on ? std::max(*span.ends_on, *day) : *day;
    }
    return span;
}

Span span_of(const Material& material)
{
    return {material.made_on, {}};
}

Span span_of(const Fact& fact)
{
    return {fact.source.published_on, {}};
}

Span span_of(const Testimony& testimony)
{
    return {testimony.given_on, {}};
}

} // namespace panoh::outreach
