#include "generation/training/evaluation/report.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace rushlight::generation::training {

namespace {

constexpr std::size_t most_bytes = 200'000;

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

std::string plain(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

void write_text(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream out(file);
    out << text;
    out.flush();
    if (!out) {
        throw std::runtime_error("cannot write " + file.string() + "; is the disk full?");
    }
}

} // namespace

void write_report(const EvaluationRequest& request,
                  const std::vector<Row>& rows,
                  const std::vector<Sheet>& sheets)
{
    std::filesystem::create_directories(request.out);
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    std::string page =
        "# Report of " + request.model + "\n\nMade by `rushlight-engine evaluate --model " +
        request.model + " --clips " + std::to_string(request.clips) +
        (request.steps > 0 ? " --steps " + std::to_string(request.steps) : "") +
        "` from held-out seeds, fixed noise, nothing selected. Rows named words: are "
        "normalised accuracies: 0 is the same clips against shuffled captions "
        "(floor), 1 the analyzer on renders (ceiling). A1 is a network trained on "
        "renders, A2 counts and measures.\n\n"
        "| row | value | 95 % interval | floor | ceiling | n | must | passed |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for (const Row& row : rows) {
        json.push_back({{"name", row.name},
                        {"value", rounded(row.value)},
                        {"low", rounded(row.low)},
                        {"high", rounded(row.high)},
                        {"floor", rounded(row.floor)},
                        {"ceiling", rounded(row.ceiling)},
                        {"n", row.n},
                        {"must", row.must},
                        {"passed", row.passed}});
        page += "| " + row.name + " | " + plain(row.value) + " | " + plain(row.low) + " … " +
                plain(row.high) + " | " + plain(row.floor) + " | " + plain(row.ceiling) + " | " +
                std::to_string(row.n) + " | " + row.must + " | " +
                (row.must.empty() ? ""
                 : row.passed     ? "yes"
                                  : "**no**") +
                " |\n";
    }
    for (const Sheet& sheet : sheets) {
        const Picture picture = contact_sheet(sheet.rows, 128);
        int quality = 85;
        while (quality > 20 && jpeg_bytes(picture, quality).size() > most_bytes) {
            quality -= 10;
        }
        const std::string file = "report-" + sheet.name + ".jpg";
        write_jpeg(request.out / file, picture, quality);
        page += "\n" + sheet.title + "\n\n![" + sheet.title + "](" + file + ")\n";
    }
    write_text(request.out / "report.json", json.dump(1) + "\n");
    write_text(request.out / "report.md", page);
}

} // namespace rushlight::generation::training
