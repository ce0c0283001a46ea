#include "portal/shelf.h"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "core/bytes.h"
#include "core/language.h"
#include "crypto/crypto.h"
#include "http/compress.h"
#include "portal/addresses.h"
#include "portal/edition_text.h"
#include "portal/feed.h"
#include "portal/paper.h"

namespace panoh::portal {
namespace {

ListedEdition listed_of(const Put& put)
{
    const auto& edition = put.edition;
    return {.id = edition.id,
            .slug = edition.slug,
            .title = edition.title,
            .lead = edition.lead,
            .number = edition.number,
            .day = edition.day,
            .updated_at = put.updated_at,
            .countries = edition.countries,
            .languages = edition.languages,
            .fictional = edition.fictional};
}

/// In a list of a language an edition has its words of that language, where somebody wrote them.
std::vector<ListedEdition> in_language(const std::vector<ListedEdition>& editions,
                                       const std::vector<Put>& puts, std::string_view language)
{
    auto shown = editions;
    for (auto& edition : shown)
        for (const auto& put : puts)
            if (put.edition.slug == edition.slug && put.edition.language == language)
                edition = listed_of(put);
    return shown;
}

/// Its paper is told apart by what it is made of.
bool same(const RenderedEdition& one, const RenderedEdition& other)
{
    return one.page.tag == other.page.tag && one.text.tag == other.text.tag &&
           one.letter.html_before == other.letter.html_before &&
           paper_html(one.on_paper, {}, {}) == paper_html(other.on_paper, {}, {});
}

} // namespace

Packed pack(std::string type, std::string body)
{
    Packed packed{.type = std::move(type), .plain = std::move(body)};
    const auto hash = crypto::hash(core::as_bytes(packed.plain));
    const auto word = crypto::to_base64url(core::ByteView(hash).first(12));
    packed.tag = '"' + word + '"';
    packed.gzip_tag = '"' + word + "-gzip\"";
    packed.gzip = http::gzipped(packed.plain, 9);
    if (packed.gzip.size() >= packed.plain.size()) packed.gzip.clear();
    return packed;
}

RenderedEdition render(const Put& put, const Around& around)
{
    const auto& edition = put.edition;
    RenderedEdition made;
    made.page = pack("text/html; charset=utf-8", edition_page(edition, around));
    const auto address = around.site + page_of(edition.slug, edition.language);
    made.text = pack("text/plain; charset=utf-8", edition_text(edition, address));
    made.letter = edition_letter(put.by_email.value_or(edition), around.site);
    made.on_paper = put.on_paper.value_or(edition);
    made.edition = edition;
    return made;
}

Shelf::Shelf(std::vector<Put> puts, const Options& options, const Shelf* before)
{
    std::ranges::stable_sort(puts, [](const Put& one, const Put& other) {
        return std::tie(one.edition.day, one.edition.slug) > std::tie(other.edition.day, other.edition.slug);
    });
    for (const auto& put : puts)
        if (listed(put.edition.slug) == nullptr) editions_.push_back(listed_of(put));
    for (const auto language : core::languages) {
        const auto shown = in_language(editions_, puts, language);
        lists_.emplace(language, pack("text/html; charset=utf-8", list_page(shown, language)));
        feeds_.emplace(language, pack("application/atom+xml; charset=utf-8",
                                      edition_feed(shown, language, options.site)));
    }
    for (auto& put : puts) {
        auto place = Place(put.edition.slug, put.edition.language);
        auto beside = around(*listed(place.first), place.second, options);
        for (auto* neighbour : {&beside.previous, &beside.next})
            if (*neighbour)
                for (const auto& other : puts)
                    if (other.edition.slug == (*neighbour)->slug && other.edition.language == place.second)
                        (*neighbour)->title = other.edition.title;
        auto made = std::make_shared<const RenderedEdition>(render(put, beside));
        const auto old = before == nullptr ? nullptr : before->find(place.first, place.second);
        // What did not change stays the same object: who is being answered from it is not held up.
        if (old && same(*old, *made)) made = old;
        rendered_.insert_or_assign(std::move(place), std::move(made));
    }
}

Around Shelf::around(const ListedEdition& edition, const std::string& language, const Options& options) const
{
    Around found{.paper = options.paper, .card = options.card, .site = options.site};
    bool passed = false;
    for (const auto& other : editions_) {
        if (other.slug == edition.slug) {
            passed = true;
        } else if (std::ranges::find(other.languages, language) != other.languages.end()) {
            if (passed) {
                found.previous = other;
                return found;
            }
            found.next = other;
        }
    }
    return found;
}

std::shared_ptr<const RenderedEdition> Shelf::find(std::string_view slug, std::string_view language) const
{
    const auto found = rendered_.find(Place(slug, language));
    return found == rendered_.end() ? nullptr : found->second;
}

const ListedEdition* Shelf::listed(std::string_view slug) const
{
    const auto found =
        std::ranges::find_if(editions_, [&](const auto& edition) { return edition.slug == slug; });
    return found == editions_.end() ? nullptr : &*found;
}

const Packed* Shelf::list(std::string_view language) const
{
    const auto found = lists_.find(language);
    return found == lists_.end() ? nullptr : &found->second;
}

const Packed* Shelf::feed(std::string_view language) const
{
    const auto found = feeds_.find(language);
    return found == feeds_.end() ? nullptr : &found->second;
}

std::shared_ptr<const Shelf> Published::now() const
{
    if (look_) {
        const auto second = std::chrono::duration_cast<std::chrono::seconds>(
                                std::chrono::steady_clock::now().time_since_epoch())
                                .count();
        auto before = looked_at_.load();
        if (second > before && looked_at_.compare_exchange_strong(before, second))
            if (auto other = look_()) {
                const std::scoped_lock lock(mutex_);
                shelf_ = std::move(other);
            }
    }
    const std::scoped_lock lock(mutex_);
    return shelf_;
}

} // namespace panoh::portal
