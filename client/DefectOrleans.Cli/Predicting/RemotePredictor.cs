using DefectOrleans.Cli.Serving;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Cli.Predicting;

/// <summary>Predictions of a service that has the book.</summary>
internal sealed class RemotePredictor(
    RemoteService service, string book, Reading? reading, bool skipBad, CancellationToken cancellation)
{
    /// <summary>A file of some hundred atoms is some ten kilobytes.</summary>
    private const int FilesOfRequest = 200;

    /// <summary>The answers to files in their order, several for a file of several structures.</summary>
    public IEnumerable<FileAnswer> Of(IEnumerable<string> files)
    {
        var asked = new List<StructureFile>();
        foreach (var file in files)
        {
            InputException? unreadable = null;
            try
            {
                asked.AddRange(StructureReader.TextsOf(file).Select(text => new StructureFile(text.Source, text.Text)));
            }
            catch (InputException fault)
            {
                unreadable = fault;
            }
            if (unreadable is null && asked.Count < FilesOfRequest)
                continue;
            foreach (var answer in Ask(asked))
                yield return answer;
            asked.Clear();
            if (unreadable is not null)
                yield return new FileAnswer(file, null, unreadable);
        }
        foreach (var answer in Ask(asked))
            yield return answer;
    }

    private List<FileAnswer> Ask(List<StructureFile> files)
    {
        if (files.Count == 0)
            return [];
        try
        {
            var request = new PredictionRequest { Files = [.. files], Reading = reading };
            var answer = RemoteService.Wait(service.Questions.Predict(book, request, cancellation));
            return Assigned(files, answer.Predictions);
        }
        catch (DefectServiceException fault) when (skipBad && fault.Fault == ServiceFault.Invalid)
        {
            // A service answers a request whole or not at all: the bad ones show when asked for alone.
            return files.Count == 1 ? [new FileAnswer(files[0].Name, null, fault)] : [.. files.SelectMany(file => Ask([file]))];
        }
    }

    // Predictions come in the order of the files; within one they are numbered from 1.
    private static List<FileAnswer> Assigned(List<StructureFile> files, IReadOnlyList<Prediction> predictions)
    {
        var (answers, file) = (new List<FileAnswer>(), -1);
        foreach (var prediction in predictions)
        {
            if (file < 0 || !IsNext(prediction.Id, StructureFormats.NameOf(files[file].Name)))
                file = Math.Min(file + 1, files.Count - 1);
            answers.Add(new FileAnswer(files[file].Name, prediction, null));
        }
        return answers;
    }

    private static bool IsNext(string id, string name) =>
        id.StartsWith(name + "#", StringComparison.Ordinal) && !id.EndsWith("#1", StringComparison.Ordinal);
}
