#pragma once

// All SQL of pictures.

#include "bulletin/pictures.h"
#include "crypto/crypto.h"

namespace panoh::bulletin {

/// `original`: of the file as it was brought, so that one which was taken back is known again.
void insert_picture(store::Transaction& transaction, const Picture& picture, const crypto::Hash& original);
void insert_bytes(store::Transaction& transaction, core::PictureId id, PictureSize size,
                  core::ByteView bytes);
void delete_bytes(store::Transaction& transaction, core::PictureId id);
/// False when the version is another by now.
[[nodiscard]] bool update_picture(store::Transaction& transaction, const Picture& picture);

[[nodiscard]] std::optional<Picture> find_picture(store::Reader& reader, core::PictureId id);
[[nodiscard]] bool was_withdrawn(store::Reader& reader, core::OrganisationId organisation,
                                 const crypto::Hash& original);
/// By a story of any edition, or by what is out of one.
[[nodiscard]] bool is_shown(store::Reader& reader, core::PictureId id);
[[nodiscard]] std::vector<Picture> picture_page(store::Reader& reader, core::OrganisationId organisation,
                                                const std::string& after, int limit);
[[nodiscard]] std::optional<core::Bytes> load_bytes(store::Reader& reader, core::PictureId id,
                                                    PictureSize size);

} // namespace panoh::bulletin
