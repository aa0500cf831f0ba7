#include "editor/interchange/media_places.hpp"

namespace rushlight::editor {

namespace fs = std::filesystem;

namespace {

int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/// Percent signs resolved; what is no valid escape, or a NUL, stays.
std::string decoded(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? digit(text[i + 1]) : -1;
        const int low = high >= 0 ? digit(text[i + 2]) : -1;
        if (low >= 0 && high * 16 + low != 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool is_url(const std::string& reference)
{
    return reference.find("://") != std::string::npos || reference.rfind("file:", 0) == 0;
}

} // namespace

std::string file_url(const fs::path& file)
{
    static const char* const hex = "0123456789ABCDEF";
    std::string url = "file://";
    for (const char c : file.string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') ||
                           std::string_view("/-._~").find(c) != std::string_view::npos;
        if (plain) {
            url += c;
        } else {
            url += '%';
            url += hex[static_cast<unsigned char>(c) / 16];
            url += hex[static_cast<unsigned char>(c) % 16];
        }
    }
    return url;
}

std::string last_part(const std::string& reference)
{
    const std::string plain = is_url(reference) ? decoded(reference) : reference;
    const auto slash = plain.find_last_of("/\\");
    return slash == std::string::npos ? plain : plain.substr(slash + 1);
}

std::vector<fs::path> media_places(const std::string& reference, const fs::path& folder)
{
    std::vector<fs::path> places;
    std::string path = is_url(reference) ? std::string() : reference;
    if (reference.rfind("file:", 0) == 0) {
        path = reference.substr(5);
        if (path.rfind("//", 0) == 0) { // a host stands there, or none
            const auto slash = path.find('/', 2);
            const std::string host = path.substr(2, slash == std::string::npos ? slash : slash - 2);
            path = slash == std::string::npos || (!host.empty() && host != "localhost")
                       ? std::string()
                       : path.substr(slash);
        }
        path = decoded(path);
    }
    if (!path.empty()) {
        places.push_back(path[0] == '/' ? fs::path(path) : folder / path);
    }
    const std::string name = last_part(reference);
    if (!name.empty() && name != "." && name != "..") {
        places.push_back(folder / name);
    }
    return places;
}

} // namespace rushlight::editor
