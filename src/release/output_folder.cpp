#include "release/output_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace panoh::release {

namespace {

namespace fs = std::filesystem;

core::Done not_writable()
{
    return core::fail(core::ErrorKind::invalid, "release/folder_not_writable", "out");
}

bool write_whole(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

/// Closes what it holds; -1 is nothing.
class OutputFolder::Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    /// Whether all that was written is on the disk.
    [[nodiscard]] bool sync() const { return number_ >= 0 && ::fsync(number_) == 0; }
    [[nodiscard]] static bool sync_folder(const fs::path& folder)
    {
        return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)).sync();
    }

private:
    int number_;
};

OutputFolder::OutputFolder(fs::path folder) : folder_(std::move(folder)), partial_(folder_)
{
    partial_ += ".partial";
}

OutputFolder::~OutputFolder()
{
    std::error_code ignored;
    if (open_) fs::remove_all(partial_, ignored);
}

core::Result<std::unique_ptr<Output>> OutputFolder::begin(const fs::path& folder)
{
    std::error_code fault;
    fs::path whole = fs::absolute(folder, fault).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path(); // "out/" is "out"
    if (fs::exists(fs::symlink_status(whole, fault)))
        return core::fail(core::ErrorKind::conflict, "release/folder_exists", "out");
    std::unique_ptr<OutputFolder> output(new OutputFolder(std::move(whole)));
    fs::remove_all(output->partial_, fault);
    if (!fs::create_directories(output->partial_, fault) || fault) {
        output->open_ = false;
        return core::fail(core::ErrorKind::invalid, "release/folder_not_writable", "out");
    }
    fs::permissions(output->partial_, fs::perms::owner_all, fault);
    return std::unique_ptr<Output>(std::move(output));
}

core::Done OutputFolder::begin_file(const std::string& name)
{
    const fs::path path = partial_ / name;
    file_ = std::make_unique<Descriptor>(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    return file_->number() < 0 ? not_writable() : core::Done();
}

core::Done OutputFolder::put(std::string_view piece)
{
    return write_whole(file_->number(), piece) ? core::Done() : not_writable();
}

core::Done OutputFolder::end_file(const OutputFile& /*file*/)
{
    const bool synced = file_->sync();
    file_.reset();
    return synced ? core::Done() : not_writable();
}

core::Done OutputFolder::close()
{
    std::error_code fault;
    if (!Descriptor::sync_folder(partial_) || fs::exists(folder_, fault))
        return core::fail(core::ErrorKind::conflict, "release/folder_exists", "out");
    fs::rename(partial_, folder_, fault);
    if (fault || !Descriptor::sync_folder(folder_.parent_path())) return not_writable();
    open_ = false;
    return {};
}

BeginOutput into_folder(fs::path folder)
{
    return [folder = std::move(folder)] { return OutputFolder::begin(folder); };
}

} // namespace panoh::release
