#include "app/places.hpp"

#include "app/failure.hpp"
#include "cameo/grant/trust.hpp"

#include <cstdlib>

namespace rushlight::app {

namespace fs = std::filesystem;

fs::path data_folder()
{
    return cameo::default_data_folder();
}

fs::path cache_folder()
{
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
        return fs::path(cache) / "rushlight";
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
        return fs::path(home) / ".cache" / "rushlight";
    }
    throw Failure(Exit::usage, "there is no cache folder; set XDG_CACHE_HOME or HOME");
}

fs::path loose_takes()
{
    return data_folder() / "Loose takes.rushlight";
}

fs::path project_folder(const std::string& typed)
{
    fs::path path(typed);
    if (path.filename().empty()) { // "film.rushlight/"
        path = path.parent_path();
    }
    if (path.extension() != ".rushlight") {
        path += ".rushlight";
    }
    return path;
}

} // namespace rushlight::app
