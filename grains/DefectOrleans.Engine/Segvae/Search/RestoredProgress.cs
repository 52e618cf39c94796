using System.Collections.Immutable;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>Progress of a search in standard units, told in the table's own.</summary>
/// <param name="progress">Is told.</param>
/// <param name="restore">A front in the table's own units.</param>
internal sealed class RestoredProgress(
    IProgress<SearchProgress> progress, Func<ImmutableArray<Candidate>, ImmutableArray<Candidate>> restore)
    : IProgress<SearchProgress>
{
    public void Report(SearchProgress value) => progress.Report(value with { Front = restore(value.Front) });
}
