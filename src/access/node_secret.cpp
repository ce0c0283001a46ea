#include "access/node_secret.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "access/stamps.h"

namespace panoh::access {

namespace {

/// Closes on every way out.
class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

int open_to_read(const std::string& path)
{
    return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

auto cannot()
{
    return core::fail(core::ErrorKind::conflict, "access/node_secret");
}

/// Empty: systemd laid nothing down.
std::string credential()
{
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr || folder[0] != '/') return {};
    std::string path = std::string(folder) + "/node.secret";
    struct stat facts = {};
    // What is there and cannot be looked at is no reason to take another one.
    return ::lstat(path.c_str(), &facts) == 0 || errno != ENOENT ? path : std::string();
}

/// For their owner alone. Where systemd lets the account in by a list of names, the bits of the group are
/// that list's mask, and owner and group are root.
bool is_private(const struct stat& facts, bool from_systemd)
{
    const auto others = facts.st_mode & 077U;
    return others == 0 || (from_systemd && others == 040U && facts.st_uid == 0 && facts.st_gid == 0);
}

core::Result<crypto::Key> read(int descriptor, bool from_systemd)
{
    struct stat facts = {};
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_size != 32 ||
        !is_private(facts, from_systemd))
        return cannot();
    crypto::Key key;
    if (::read(descriptor, key.fill().data(), 32) != 32) return cannot();
    return key;
}

core::Result<crypto::Key> make(const std::string& path)
{
    // Written whole under another name first: a crash in between must not leave a short secret behind.
    const std::string draft = path + ".new";
    ::unlink(draft.c_str());
    const File file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    crypto::Key key = crypto::random_key();
    if (file.get() < 0 || ::write(file.get(), key.reveal().data(), 32) != 32 || ::fsync(file.get()) != 0)
        return cannot();
    // link() refuses to replace, so two starting at once cannot end with two secrets.
    const bool linked = ::link(draft.c_str(), path.c_str()) == 0;
    ::unlink(draft.c_str());
    if (!linked) return cannot();
    const auto folder = std::filesystem::path(path).parent_path();
    const File parent(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.get() >= 0) ::fsync(parent.get());
    return key;
}

} // namespace

NodeSecret::NodeSecret(const crypto::Key& root)
    : pepper_(crypto::derive(root, 1, "nodepepp")), totp_(crypto::derive(root, 2, "nodetotp")),
      activation_(crypto::derive(root, 3, "nodeacti")), dummy_(crypto::derive(root, 4, "nodedumm")),
      spare_code_(crypto::derive(root, 5, "nodespar")), security_key_(crypto::derive(root, 6, "nodeskey")),
      subscriber_(crypto::derive(root, 10, "nodemail")), release_(crypto::derive(root, 12, "noderele")),
      registrar_(
          std::make_shared<vault::Registrar>(crypto::sign_keys_of(crypto::derive(root, 8, "noderegi")))),
      stamper_(std::make_shared<KeyedStamper>(crypto::derive(root, 9, "nodestam"),
                                              crypto::derive(root, 11, "nodeword"))),
      checkpoint_keys_(std::make_shared<const crypto::SignKeyPair>(
          crypto::sign_keys_of(crypto::derive(root, 7, "nodeaudi"))))
{
}

core::Result<std::string> place_of_node_secret(const std::string& data_folder)
{
    const std::string given = credential();
    std::string own = data_folder + "/node.secret";
    if (given.empty()) return own;
    struct stat facts = {};
    if (::lstat(own.c_str(), &facts) != 0) return given;
    const File first(open_to_read(given));
    const File second(open_to_read(own));
    if (first.get() < 0 || second.get() < 0) return cannot();
    PANOH_TRY(const auto one, read(first.get(), true));
    PANOH_TRY(const auto other, read(second.get(), false));
    if (!crypto::equal(one.reveal(), other.reveal()))
        return core::fail(core::ErrorKind::conflict, "access/node_secret_two", "files.data");
    return given;
}

core::Result<NodeSecret> NodeSecret::load_or_make(const std::string& path)
{
    const bool from_systemd = path == credential();
    const File file(open_to_read(path));
    if (file.get() < 0 && (errno != ENOENT || from_systemd)) return cannot();
    auto key = file.get() >= 0 ? read(file.get(), from_systemd) : make(path);
    if (!key) return core::fail(std::move(key).error());
    return NodeSecret(*key);
}

NodeSecret NodeSecret::random()
{
    return NodeSecret(crypto::random_key());
}

} // namespace panoh::access
