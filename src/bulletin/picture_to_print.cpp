#include "bulletin/picture_to_print.h"

#include "bulletin/pictures.h"

namespace panoh::bulletin {

std::optional<PictureToPrint> picture_to_print(store::Reader& reader, core::PictureId id,
                                               core::OrganisationId organisation, core::Date day)
{
    const auto found = printable_picture(reader, id, day);
    if (!found || found->organisation != organisation) return std::nullopt;
    return PictureToPrint{found->description->credit, found->width, found->height};
}

} // namespace panoh::bulletin
