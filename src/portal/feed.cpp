#include "portal/feed.h"

#include <algorithm>

#include "core/bytes.h"
#include "crypto/crypto.h"
#include "portal/addresses.h"
#include "portal/html.h"
#include "portal/words.h"

namespace panoh::portal {
namespace {

/// Names must never change and be different for each feed and entry (RFC 4287 section 4.2.6): a UUID of
/// version 8 (RFC 9562) made of what they stand for.
std::string lasting_name(std::string_view of)
{
    const auto hash = crypto::hash(core::as_bytes(of));
    std::array<std::uint8_t, 16> bytes = {};
    std::copy_n(hash.begin(), bytes.size(), bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x80U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
    return "urn:uuid:" + core::format_uuid(bytes);
}

std::string updated_at(const ListedEdition& edition)
{
    return edition.updated_at.empty() ? core::to_string(edition.day) + "T00:00:00Z" : edition.updated_at;
}

void write_entry(Html& xml, const ListedEdition& edition, const Words& words, std::string_view site)
{
    const auto entry = xml.open("entry");
    xml.element("id", lasting_name("edition " + core::to_string(edition.id) + ' ' + words.language()));
    xml.element("title", edition.title);
    xml.element("updated", updated_at(edition));
    xml.element("published", core::to_string(edition.day) + "T00:00:00Z");
    xml.empty("link", {{"rel", "alternate"},
                       {"type", "text/html"},
                       {"hreflang", words.language()},
                       href(std::string(site) + page_of(edition.slug, words.language()))});
    for (const auto& country : edition.countries)
        xml.empty("category", {{"term", country}, {"label", words.country(country)}});
    if (edition.fictional) xml.empty("category", {{"term", "fictional"}, {"label", words("fictional")}});
    if (!edition.lead.empty()) xml.element("summary", edition.lead);
}

} // namespace

std::string edition_feed(const std::vector<ListedEdition>& editions, std::string_view language,
                         std::string_view site)
{
    const auto& words = Words::of(language);
    std::vector<const ListedEdition*> shown;
    for (const auto& edition : editions)
        if (std::ranges::find(edition.languages, words.language()) != edition.languages.end())
            shown.push_back(&edition);
    std::string updated = "1970-01-01T00:00:00Z";
    for (const auto* edition : shown)
        updated = std::max(updated, updated_at(*edition));

    Html xml(Html::Syntax::xml);
    xml.add(Literal("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    {
        const auto feed =
            xml.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"}, {"xml:lang", words.language()}});
        xml.element("id", lasting_name("feed " + std::string(site) + ' ' + words.language()));
        xml.element("title", words("editions"));
        xml.element("updated", updated);
        {
            const auto author = xml.open("author");
            xml.element("name", words("bulletin"));
        }
        xml.empty("link", {{"rel", "self"},
                           {"type", "application/atom+xml"},
                           href(std::string(site) + feed_of(words.language()))});
        xml.empty("link", {{"rel", "alternate"},
                           {"type", "text/html"},
                           href(std::string(site) + list_in(words.language()))});
        for (const auto* edition : shown)
            write_entry(xml, *edition, words, site);
    }
    return xml.done().text() + '\n';
}

} // namespace panoh::portal
