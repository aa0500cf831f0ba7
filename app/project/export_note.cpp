#include "app/project/export_note.hpp"

#include "app/places.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

fs::path notes_folder()
{
    return data_folder() / "exports";
}

/// An unfinished film of that name, as the writer calls it: ".film.mp4.a1B2c3".
bool is_half_of(const fs::path& file, const fs::path& out)
{
    const std::string start = "." + out.filename().string() + ".";
    const std::string name = file.filename().string();
    return name.size() == start.size() + 6 && name.rfind(start, 0) == 0;
}

void remove_halves(const fs::path& out)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(out.parent_path(), ignored)) {
        if (is_half_of(entry.path(), out)) {
            fs::remove(entry.path(), ignored);
        }
    }
}

} // namespace

ExportNote::ExportNote(const fs::path& out)
{
    std::error_code error;
    fs::create_directories(notes_folder(), error);
    std::string making = (notes_folder() / "making-XXXXXX").string();
    lock_ = ::mkostemp(making.data(), O_CLOEXEC);
    if (lock_ < 0) {
        return;
    }
    // locked before it has its name: nobody takes it for one that was left
    const std::string text = fs::absolute(out).string();
    note_ = notes_folder() / ("export-" + making.substr(making.size() - 6));
    const bool written =
        ::flock(lock_, LOCK_EX | LOCK_NB) == 0 &&
        ::write(lock_, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (!written || ::rename(making.c_str(), note_.c_str()) != 0) {
        fs::remove(making, error);
    }
}

ExportNote::~ExportNote()
{
    if (lock_ >= 0) {
        std::error_code ignored;
        fs::remove(note_, ignored);
        ::close(lock_);
    }
}

std::vector<std::string> interrupted_exports()
{
    std::vector<std::string> told;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(notes_folder(), none)) {
        const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0) {
            continue;
        }
        if (entry.path().filename().string().rfind("export-", 0) == 0 &&
            ::flock(file, LOCK_EX | LOCK_NB) == 0) { // whoever wrote it is gone
            std::ostringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            const fs::path out = text.str();
            std::error_code ignored;
            fs::remove(entry.path(), ignored);
            if (out.has_filename()) {
                remove_halves(out);
                told.push_back("the export of " + out.string() +
                               " was broken off when Rushlight ended; export it again");
            }
        }
        ::close(file);
    }
    return told;
}

} // namespace rushlight::app
