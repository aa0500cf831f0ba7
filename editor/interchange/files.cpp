#include "editor/interchange/files.hpp"

#include "assets/error.hpp"
#include "editor/error.hpp"
#include "editor/interchange/edl.hpp"
#include "editor/interchange/fcp7_xml.hpp"
#include "editor/interchange/fcpxml.hpp"
#include "editor/interchange/otio.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace rushlight::editor {

namespace fs = std::filesystem;

namespace {

Exchange
read_text_of(ExchangeFormat format, const std::vector<std::string>& texts, const Time& rate)
{
    switch (format) {
    case ExchangeFormat::otio:
        return read_otio(texts.front());
    case ExchangeFormat::edl:
        return read_edl(texts, rate);
    case ExchangeFormat::xml:
    case ExchangeFormat::fcpxml: {
        const XmlElement root = parse_xml(texts.front());
        return root.name == "fcpxml" ? read_fcpxml(root) : read_fcp7(root); // .xml may be either
    }
    }
    return {};
}

} // namespace

std::string bounded_text(const fs::path& file)
{
    const std::string name = file.filename().string();
    std::error_code error;
    if (fs::is_directory(file, error)) {
        throw EditorError(EditorError::Code::unreadable,
                          "cannot read " + name + ": it is a folder; name a file in it");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw EditorError(EditorError::Code::missing,
                          "cannot open " + name +
                              ": there is no such file that may be read; check its path");
    }
    std::string text;
    std::vector<char> part(std::size_t{1} << 20);
    while (text.size() <= exchange_limits::bytes) {
        in.read(part.data(), static_cast<std::streamsize>(part.size()));
        text.append(part.data(), static_cast<std::size_t>(in.gcount()));
        if (!in) {
            break;
        }
    }
    return text; // a longer one is refused by whoever reads it
}

std::optional<ExchangeFormat> exchange_format(const fs::path& file)
{
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (extension == ".otio") {
        return ExchangeFormat::otio;
    }
    if (extension == ".edl") {
        return ExchangeFormat::edl;
    }
    if (extension == ".xml") {
        return ExchangeFormat::xml;
    }
    if (extension == ".fcpxml") {
        return ExchangeFormat::fcpxml;
    }
    return std::nullopt;
}

WrittenFiles write_exchange(const Exchange& exchange, const fs::path& out, bool drop)
{
    const auto format = exchange_format(out);
    WrittenFiles files;
    files.not_carried = exchange.not_carried;
    const auto add = [&](const std::vector<std::string>& more) {
        files.not_carried.insert(files.not_carried.end(), more.begin(), more.end());
    };
    if (!format) {
        throw EditorError(EditorError::Code::invalid,
                          "cannot write " + out.filename().string() +
                              " as a timeline: use .otio, .fcpxml, .xml or .edl");
    }
    switch (*format) {
    case ExchangeFormat::otio: {
        Written written = write_otio(exchange);
        add(written.not_carried);
        files.files.push_back({out, std::move(written.text)});
        break;
    }
    case ExchangeFormat::xml:
    case ExchangeFormat::fcpxml: {
        Written written =
            *format == ExchangeFormat::xml ? write_fcp7(exchange) : write_fcpxml(exchange);
        add(written.not_carried);
        files.files.push_back({out, std::move(written.text)});
        break;
    }
    case ExchangeFormat::edl: {
        WrittenEdl written = write_edl(exchange, drop);
        add(written.not_carried);
        for (EdlFile& list : written.files) {
            fs::path file = out;
            if (!files.files.empty()) {
                std::string track = list.track;
                std::replace(track.begin(), track.end(), '/', '_');
                file.replace_filename(out.stem().string() + "-" + track + out.extension().string());
            }
            files.files.push_back({file, std::move(list.text)});
        }
        if (files.files.empty()) {
            throw EditorError(EditorError::Code::invalid,
                              "the film has no pictures that an EDL could list; use .otio");
        }
        break;
    }
    }
    return files;
}

void save(const std::vector<ExchangeFile>& files)
{
    for (const ExchangeFile& one : files) {
        fs::path part = one.file;
        part += ".part";
        errno = 0;
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        out << one.text;
        out.close();
        const int wrong = errno;
        std::error_code error;
        if (out) {
            fs::rename(part, one.file, error);
        }
        if (!out || error) {
            std::error_code ignored;
            fs::remove(part, ignored);
            const bool full = !out && (wrong == ENOSPC || wrong == EDQUOT);
            throw assets::MediaError(
                full ? assets::MediaError::Code::full : assets::MediaError::Code::io,
                "cannot write " + one.file.filename().string() + ": " +
                    (error ? error.message() : std::strerror(wrong)) +
                    (full ? "; make room and export again" : "; choose another folder"));
        }
    }
}

Exchange read_exchange(const std::vector<fs::path>& files, const Time& rate)
{
    const auto format = exchange_format(files.at(0));
    if (!format || (files.size() > 1 && *format != ExchangeFormat::edl)) {
        throw EditorError(EditorError::Code::invalid,
                          files.size() > 1
                              ? "only EDLs make one film together; import " +
                                    files[1].filename().string() + " by itself"
                              : files[0].filename().string() +
                                    " is no timeline: use .otio, .fcpxml, .xml or .edl");
    }
    std::vector<std::string> texts;
    for (const fs::path& file : files) {
        texts.push_back(bounded_text(file));
    }
    std::string names;
    for (const fs::path& file : files) {
        names += (names.empty() ? "" : ", ") + file.filename().string();
    }
    try {
        return read_text_of(*format, texts, rate);
    } catch (const EditorError& error) {
        throw EditorError(error.code(), names + ": " + error.what());
    } catch (const assets::TimeOverflow&) {
        throw EditorError(EditorError::Code::unreadable,
                          names + ": a time in it is too fine or too long; conform it first");
    }
}

} // namespace rushlight::editor
