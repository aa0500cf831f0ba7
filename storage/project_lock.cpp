#include "storage/project_lock.hpp"

#include "storage/error.hpp"

#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>

namespace rushlight::storage {

namespace fs = std::filesystem;

namespace {

std::string machine()
{
    std::string id;
    std::ifstream("/etc/machine-id") >> id;
    return id.empty() ? "unknown" : id;
}

std::string host()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != 0 ? name.data()
                                                                            : "unknown";
}

} // namespace

std::optional<ProjectLock> ProjectLock::take(const fs::path& file)
{
    OpenFile open = OpenFile::for_both(file);
    if (::flock(open.descriptor(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return std::nullopt;
        }
        fail_with(errno, "cannot lock", file);
    }
    const std::string text = std::to_string(::getpid()) + "\n" + machine() + "\n" + host() + "\n";
    open.resize(0);
    open.write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    return ProjectLock(std::move(open));
}

std::string ProjectLock::holder(const fs::path& file)
{
    std::ifstream in(file);
    std::string process;
    std::string where;
    std::string name;
    if (!(in >> process >> where >> name)) {
        return "another program";
    }
    return "process " + process + (where == machine() ? " on this computer" : " on " + name);
}

} // namespace rushlight::storage
