#pragma once

#include "generation/training/evaluation/evaluation.hpp"
#include "generation/training/picture.hpp"

#include <string>
#include <vector>

namespace rushlight::generation::training {

/// A contact sheet of a report.
struct Sheet {
    std::string name;  ///< of its file, without ending
    std::string title; ///< what is seen
    std::vector<std::vector<Picture>> rows;
};

/// Writes report.json, report.md and `report-<name>.jpg` into the request's folder. Each picture
/// stays below 300 KB.
void write_report(const EvaluationRequest& request,
                  const std::vector<Row>& rows,
                  const std::vector<Sheet>& sheets);

} // namespace rushlight::generation::training
