#pragma once

#include <optional>
#include <string>

#include "core/date.h"
#include "core/ids.h"
#include "store/store.h"

namespace panoh::bulletin {

/// What printing needs to know of a picture that may be printed.
struct PictureToPrint {
    std::string credit = {};
    int width = 0; ///< of the large size, in pixels
    int height = 0;
};

/// THE ONE PLACE where printing asks for pictures: nothing where it is not there, of another organisation
/// than the edition, or where the people on it did not agree or not any more on this day.
[[nodiscard]] std::optional<PictureToPrint> picture_to_print(store::Reader& reader, core::PictureId id,
                                                             core::OrganisationId organisation,
                                                             core::Date day);

} // namespace panoh::bulletin
