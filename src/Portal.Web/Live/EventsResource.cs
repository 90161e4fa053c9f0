using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Threading.Channels;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Web.Api;
using Portal.Web.Security;

namespace Portal.Web.Live;

/// <summary>Tells programs of changes in a case as server-sent events, as the pages are told.</summary>
internal sealed class EventsResource : IApiResource
{
    /// <summary>A reader that falls behind by more loses the oldest; each only says that something is to be read again.</summary>
    private const int MaxWaiting = 256;

    public void Map(RouteGroupBuilder api) => api.MapGet("/cases/{caseId:int}/events", FollowAsync).WithTags("Events");

    private static async Task<IResult> FollowAsync(
        ClaimsPrincipal user,
        CaseGuard guard,
        CaseEvents events,
        int caseId,
        CancellationToken cancellation
    )
    {
        await guard.CheckAsync(caseId, user.ToActor(), CaseRole.Reader, cancellation);
        return TypedResults.ServerSentEvents(ReadAsync(events, caseId, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<CaseChanged>> ReadAsync(
        CaseEvents events,
        int caseId,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var waiting = Channel.CreateBounded<CaseChanged>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        using var following = events.Subscribe(caseId, change => waiting.Writer.TryWrite(change));
        // Without it the answer's head would wait for the first change, and nobody knew since when they are told.
        yield return new SseItem<CaseChanged>(new CaseChanged(caseId, CaseChangeKind.Case, ""), "ready");
        await foreach (var change in waiting.Reader.ReadAllAsync(cancellation))
        {
            yield return new SseItem<CaseChanged>(change, "changed");
        }
    }
}
