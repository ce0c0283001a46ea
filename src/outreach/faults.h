#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "outreach/kind.h"

namespace panoh::outreach {

/// Another item that a value names, and the member that does.
struct Reference {
    Kind kind = Kind::project;
    core::ItemId id = {};
    std::string field = {};
};
struct OrganisationReference {
    core::OrganisationId id = {};
    std::string field = {};
};

/// An address of the web. Only http and https: a "javascript:" address would run in the pages that show it as
/// a link.
[[nodiscard]] bool is_link(std::string_view text);

/// What looking through one value found: its faults, each with the path of its member, whom it names, which
/// countries.
class Findings {
public:
    void fault(std::string_view code, std::string_view member = {});
    [[nodiscard]] core::Done done() const;

    /// One line in which nothing hides, up to 300 letters; `text`, `summary`, `lead`, `note` and `outcome`
    /// are lines of text, up to 4,000, `body` up to 20,000. A member that ends in `link` is an address of the
    /// web. "json/character_not_allowed", "outreach/too_long", "outreach/link_invalid".
    void words(std::string_view member, const std::string& text);
    void country(std::string_view code);

    std::vector<Reference> references = {};
    std::vector<OrganisationReference> organisations = {};
    std::vector<std::string> countries = {};

    /// The member being looked at, for as long as this lives.
    class Place {
    public:
        Place(Findings& findings, std::string_view member);
        ~Place() { findings_.path_.resize(before_); }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        Findings& findings_;
        std::size_t before_;
    };
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_ = {};
    std::vector<core::FieldError> faults_ = {};
};

} // namespace panoh::outreach
