#include "generation/training/evaluation/evaluation.hpp"

#include "generation/training/evaluation/examiner.hpp"

#include <c10/core/InferenceMode.h>

#include <stdexcept>

namespace rushlight::generation::training {

namespace {

struct Task {
    const char* name;
    void (Examiner::*examine)();
    bool usual = true; ///< else only where it is named
};

constexpr Task tasks[]{
    {"words", &Examiner::words},
    {"image", &Examiner::pictures},
    {"brush", &Examiner::brushes},
    {"remix", &Examiner::remixes},
    {"cast", &Examiner::references},
    {"sound", &Examiner::sounds},
    {"keyframes", &Examiner::keyframes},
    {"motion", &Examiner::motion_scores},
    {"consistency", &Examiner::stability},
    {"physics", &Examiner::physics},
    {"streaming", &Examiner::streaming},
    {"steps", &Examiner::few_steps},
    {"free", &Examiner::free_prompts},
    {"lora", &Examiner::loras, false},
};

} // namespace

std::vector<Row> evaluate(const EvaluationRequest& request, const std::atomic<bool>& stop)
{
    if (request.model != "previs") {
        throw std::invalid_argument("there is no evaluation of " + request.model +
                                    "; the model is previs");
    }
    const c10::InferenceMode no_gradients;
    Examiner examiner(request, stop);
    std::string known;
    bool found = false;
    for (const auto& [name, examine, usual] : tasks) {
        known += (known.empty() ? "" : ", ") + std::string(name);
        if (request.task.empty() ? usual : request.task == name) {
            found = true;
            (examiner.*examine)();
        }
    }
    if (!found) {
        throw std::invalid_argument("there is no task " + request.task + "; the tasks are " +
                                    known);
    }
    if (!request.out.empty()) {
        write_report(request, examiner.rows(), examiner.sheets());
    }
    return examiner.rows();
}

} // namespace rushlight::generation::training
