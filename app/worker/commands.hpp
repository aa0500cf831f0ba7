#pragma once

#include <string>
#include <vector>

namespace rushlight::app::worker {

// One function a command; each returns the program's exit code. They throw std::invalid_argument
// for wrong usage.

int train(const std::vector<std::string>& arguments);
int evaluate(const std::vector<std::string>& arguments);
int serve(const std::vector<std::string>& arguments);

} // namespace rushlight::app::worker
