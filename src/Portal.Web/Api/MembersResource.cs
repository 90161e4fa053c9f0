using System.Security.Claims;
using Portal.Cases.Members;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Who belongs to a case.</summary>
internal sealed class MembersResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/members").WithTags("Members");
        group.MapGet("", ListAsync);
        group.MapPut("/{userName}", SetAsync);
        group.MapDelete("/{userId}", RemoveAsync);
    }

    private static Task<IReadOnlyList<MemberRow>> ListAsync(
        ClaimsPrincipal user,
        MemberService members,
        int caseId,
        CancellationToken cancellation
    ) => members.ListAsync(caseId, user.ToActor(), cancellation);

    private static async Task<IResult> SetAsync(
        ClaimsPrincipal user,
        MemberService members,
        int caseId,
        string userName,
        Membership wanted,
        CancellationToken cancellation
    )
    {
        await members.SetAsync(caseId, user.ToActor(), userName, wanted.Role, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> RemoveAsync(
        ClaimsPrincipal user,
        MemberService members,
        int caseId,
        string userId,
        CancellationToken cancellation
    )
    {
        await members.RemoveAsync(caseId, user.ToActor(), userId, cancellation);
        return Results.NoContent();
    }

    private sealed record Membership(CaseRole Role);
}
