#include "bulletin/figure.h"

#include <cmath>

#include <fmt/format.h>

#include "bulletin/formats.h"
#include "core/text.h"
#include "outreach/fact.h"
#include "outreach/measurement.h"

namespace panoh::bulletin {

namespace {

Figure of(const outreach::Measurement& measured)
{
    const auto source = measured.source.value_or("");
    return {.state = core::is_blank(source) ? FigureState::without_source : FigureState::fine,
            .value = measured.value,
            .unit = measured.measure.code,
            .measured = true,
            .about = measured.basis.code == "estimated",
            .basis = measured.basis.code,
            .source = source,
            .source_link = measured.source_link.value_or("")};
}

Figure of(const outreach::Fact& fact)
{
    const auto& source = fact.source;
    const bool named = !core::is_blank(source.title) && !core::is_blank(source.publisher);
    return {.state = named ? FigureState::fine : FigureState::without_source,
            .value = fact.value,
            .unit = fact.unit.code,
            .about = fact.approximate,
            .currency = fact.currency ? fact.currency->code : std::string(),
            .title = fact.title,
            .language = fact.language ? fact.language->code : std::string(),
            .source = source.title + ", " + source.publisher,
            .source_on = source.published_on,
            .source_link = source.link.value_or("")};
}

/// "150 billion" of 150,000,000,000: only where nothing is lost by it.
std::string large_number_in(double value, const Words& words, std::string_view language)
{
    struct Scale {
        double one;
        std::string_view key;
    };
    for (const auto& scale : {Scale{1e9, "bulletin.billion"}, Scale{1e6, "bulletin.million"}}) {
        const double tenths = value / (scale.one / 10);
        if (value < scale.one || tenths != std::floor(tenths)) continue;
        const auto number = number_in(value / scale.one, words, language);
        auto text = said(words, scale.key, language, {{"number", number}}, "");
        if (!text.empty()) return text;
    }
    return number_in(value, words, language);
}

std::string with_unit(const Figure& figure, const std::string& number, const Words& words,
                      std::string_view language)
{
    if (figure.unit == "money" && !figure.currency.empty()) {
        const auto plain =
            said(words, "bulletin.money_other", language, {{"number", number}, {"currency", figure.currency}},
                 number + ' ' + figure.currency);
        return said(words, "bulletin.money." + figure.currency, language, {{"number", number}}, plain);
    }
    if (figure.unit == "percent" || figure.unit == "share")
        return said(words, "bulletin.percent", language, {{"number", number}}, number + '%');
    return number;
}

} // namespace

Figure figure_in(outreach::Kind kind, const std::string& document)
{
    if (kind == outreach::Kind::measurement)
        if (const auto measured = core::read_json<outreach::Measurement>(document)) return of(*measured);
    if (kind == outreach::Kind::fact)
        if (const auto fact = core::read_json<outreach::Fact>(document)) return of(*fact);
    return {};
}

Figure figure_of(store::Reader& reader, core::ItemId id)
{
    const auto found = outreach::item_for_print(reader, id);
    if (!found || found->removed) return {};
    return figure_in(found->kind, found->document);
}

std::string printed_facts(const Figure& figure)
{
    return fmt::format("{}|{}|{}|{}|{}", figure.value, figure.unit, figure.currency, figure.about ? 1 : 0,
                       figure.basis);
}

core::Instant said_since(store::Reader& reader, core::ItemId id)
{
    const auto found = outreach::item_for_print(reader, id);
    if (!found) return {};
    const auto now = printed_facts(figure_in(found->kind, found->document));
    return outreach::same_since(reader, *found, [&](const std::string& document) {
        return printed_facts(figure_in(found->kind, document)) == now;
    });
}

PrintedFigure printed(const Figure& figure, const FigureUse* use, const Words& words,
                      std::string_view language, std::string_view otherwise)
{
    // A measurement is a count of one's own: it stands whole. What others say is as round as they said it.
    const auto number = figure.measured ? number_in(figure.value, words, language)
                                        : large_number_in(figure.value, words, language);
    PrintedFigure made{.value = with_unit(figure, number, words, language),
                       .number = number,
                       .unit = figure.unit,
                       .source_link = figure.source_link};
    if (figure.about)
        made.value = said(words, "bulletin.about", language, {{"number", made.value}}, "≈ " + made.value);
    made.label = figure.measured ? said(words, "codes.measure." + figure.unit, language, {}, figure.unit)
                                 : figure.title;
    if (!figure.basis.empty())
        made.basis = said(words, "codes.figure_basis." + figure.basis, language, {}, figure.basis);
    made.source = figure.source;
    if (figure.source_on) made.source += ", " + day_in(*figure.source_on, words, language);
    if (use == nullptr) return made;
    // Not of a third language: there the figure's own words are as good.
    const auto said_better = [&](const std::vector<Wording>& wordings) {
        const auto* own = in_language(wordings, language);
        return own != nullptr ? own : in_language(wordings, otherwise);
    };
    if (const auto* label = said_better(use->labels)) made.label = label->text;
    if (const auto* source = said_better(use->sources)) made.source = source->text;
    return made;
}

} // namespace panoh::bulletin
