#include "bulletin/picture_to_print.h"

namespace panoh::bulletin {

std::optional<PictureToPrint> picture_to_print(store::Reader&, core::PictureId, core::OrganisationId,
                                               core::Date)
{
    return std::nullopt; // to be filled with what pictures know of consent
}

} // namespace panoh::bulletin
