#include "app/desktop/caption_import.hpp"

#include "app/desktop/workspace.hpp"
#include "editor/captions/caption_file.hpp"
#include "editor/edits/captions.hpp"
#include "editor/interchange/files.hpp"

#include <QCoreApplication>
#include <QFileInfo>

namespace rushlight::app {

QStringList take_captions(Workspace& workspace, QStringList& files)
{
    QStringList sentences;
    QStringList others;
    for (const QString& path : files) {
        const std::filesystem::path file(path.toStdString());
        if (!editor::is_caption_file(file)) {
            others << path;
            continue;
        }
        const QString name = QFileInfo(path).fileName();
        try {
            const auto read = editor::read_captions(
                editor::bounded_text(file), editor::caption_format(file), name.toStdString());
            workspace.commit(
                editor::add_captions(*workspace.timeline(), read, editor::caption_language(file)),
                QCoreApplication::translate("CaptionImport", "Import %1").arg(name));
            for (const auto& lost : read.not_carried) {
                sentences << QStringLiteral("%1: %2.").arg(name, QString::fromStdString(lost));
            }
        } catch (const std::exception& error) {
            sentences << QString::fromUtf8(error.what());
        }
    }
    files = others;
    return sentences;
}

} // namespace rushlight::app
