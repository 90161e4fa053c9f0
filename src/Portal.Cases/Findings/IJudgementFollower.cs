using Portal.Cases.Live;

namespace Portal.Cases.Findings;

/// <summary>What else of a case follows from a judgement, in the same transaction.</summary>
public interface IJudgementFollower
{
    /// <summary>Changes what follows, for the caller to save.</summary>
    /// <param name="db">Takes the changes.</param>
    /// <param name="finding">As it was just judged.</param>
    /// <param name="now">The time of the judgement.</param>
    /// <param name="cancellation">Ends the queries.</param>
    /// <returns>What to tell those who follow the case once it is saved; null where nothing changed.</returns>
    Task<CaseChangeKind?> FollowAsync(
        PortalDbContext db,
        CaseFinding finding,
        DateTimeOffset now,
        CancellationToken cancellation
    );
}
