#include "app/worker/fault.hpp"

#include <cstdlib>
#include <filesystem>

namespace rushlight::app::worker {

Fault Fault::from_environment()
{
    const char* text = std::getenv("RUSHLIGHT_FAULT");
    const std::string order = text == nullptr ? "" : text;
    const auto at = order.find('@');
    if (at == std::string::npos) {
        return {};
    }
    const auto colon = order.find(':', at);
    Fault fault;
    fault.kind = order.substr(0, at);
    fault.at = std::atoi(order.substr(at + 1).c_str());
    fault.file = colon == std::string::npos ? "" : order.substr(colon + 1);
    return fault;
}

std::string Fault::due(int progress) const
{
    if (kind.empty() || progress != at) {
        return {};
    }
    std::error_code ignored;
    if (!file.empty() && !std::filesystem::remove(file, ignored)) {
        return {};
    }
    return kind;
}

} // namespace rushlight::app::worker
