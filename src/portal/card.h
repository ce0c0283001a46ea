#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "portal/made_once.h"

namespace panoh::portal {

/// Draws a title and a line below it, in a language, as PNG of 1200 by 630 pixels.
using DrawCard = std::function<core::Result<core::Bytes>(std::string_view title, std::string_view line,
                                                         std::string_view language)>;

/// The picture that social networks show beside a link to an edition: words only, so it shows nobody.
class Card {
public:
    /// Without a drawer there is none.
    explicit Card(DrawCard draw = {}) : draw_(std::move(draw)) {}
    /// "portal/no_card" where this server cannot draw, "portal/busy" while another is drawn. Both 503.
    [[nodiscard]] core::Result<MadeOnce::File> of(const std::shared_ptr<const RenderedEdition>& edition);

private:
    DrawCard draw_;
    MadeOnce made_;
};

} // namespace panoh::portal
