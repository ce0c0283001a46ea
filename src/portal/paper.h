#pragma once

#include <memory>
#include <string>

#include "portal/made_once.h"

namespace panoh::portal {

/// The document that paper is made of: the same parts as the page, with pictures inside.
[[nodiscard]] std::string paper_html(const bulletin::PrintedEdition& edition, const PictureReader& pictures,
                                     std::string_view site);

/// Makes tagged PDF files in a child process, one at a time, and keeps the last ones.
class Paper {
public:
    /// Whether this machine has the program that makes them (Debian's weasyprint).
    [[nodiscard]] static bool is_installed();

    explicit Paper(PictureReader pictures = {}, std::string site = {})
        : pictures_(std::move(pictures)), site_(std::move(site))
    {
    }
    /// "portal/no_paper" where the program is missing or fails, "portal/busy" while another is made.
    /// Both are 503.
    [[nodiscard]] core::Result<MadeOnce::File> of(const std::shared_ptr<const RenderedEdition>& edition);

private:
    PictureReader pictures_;
    std::string site_;
    MadeOnce made_;
};

} // namespace panoh::portal
