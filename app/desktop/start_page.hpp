#pragma once

#include <QWidget>
#include <filesystem>
#include <functional>
#include <vector>

namespace rushlight::app {

/// What the start page shows and asks for.
struct StartPage {
    struct Recent {
        QString name;
        std::filesystem::path folder;
        QString opened; ///< when, for people
    };

    std::vector<Recent> recents; ///< opened last first
    std::function<void(const std::filesystem::path&)> open;
    std::function<void()> choose; ///< a project to open
    std::function<void()> create; ///< a new project
    std::function<void()> sample; ///< empty: there is no sample here
};

[[nodiscard]] QWidget* make_start_page(const StartPage& page, QWidget* parent);

} // namespace rushlight::app
