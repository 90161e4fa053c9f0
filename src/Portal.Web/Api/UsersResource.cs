using System.Security.Claims;
using Portal.Cases.Accounts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Accounts and invitations, for administrators.</summary>
internal sealed class UsersResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/users").RequireAuthorization(PortalPolicies.Administrator).WithTags("Users");
        group.MapGet("", ListAsync);
        group.MapPut("/{id}/disabled", DisableAsync);
        group.MapPost("/{id}/reset", ResetAsync);
        group.MapGet("/invitations", InvitationsAsync);
        group.MapPost("/invitations", InviteAsync);
        group.MapDelete("/invitations/{id:int}", WithdrawAsync);
    }

    private static async Task<IEnumerable<UserRow>> ListAsync(AccountService accounts, CancellationToken cancellation)
    {
        var users = await accounts.ListAsync(cancellation);
        return users.Select(user => new UserRow(
            user.Id,
            user.UserName!,
            user.DisplayName,
            user.IsAdministrator,
            user.IsDisabled,
            user.CreatedAt
        ));
    }

    private static async Task<IResult> DisableAsync(
        ClaimsPrincipal user,
        AccountService accounts,
        string id,
        Switch wanted,
        CancellationToken cancellation
    )
    {
        await accounts.SetDisabledAsync(user.ToActor(), id, wanted.IsDisabled, cancellation);
        return Results.NoContent();
    }

    private static async Task<OneTimeAddress> ResetAsync(
        ClaimsPrincipal user,
        OneTimeLinks links,
        HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => new(Address(request, "reset", await links.CreateResetAsync(id, user.ToActor(), cancellation)));

    private static async Task<IEnumerable<InvitationRow>> InvitationsAsync(
        OneTimeLinks links,
        CancellationToken cancellation
    )
    {
        var open = await links.ListOpenAsync(cancellation);
        return open.Where(link => link.Purpose == LinkPurpose.Invitation)
            .Select(link => new InvitationRow(
                link.Id,
                link.Subject,
                link.GrantsAdministration,
                link.CreatedBy,
                link.CreatedAt,
                link.ExpiresAt
            ));
    }

    private static async Task<OneTimeAddress> InviteAsync(
        ClaimsPrincipal user,
        OneTimeLinks links,
        HttpRequest request,
        Invitation wanted,
        CancellationToken cancellation
    )
    {
        var token = await links.CreateInvitationAsync(
            wanted.For,
            wanted.GrantsAdministration,
            user.ToActor(),
            cancellation
        );
        return new OneTimeAddress(Address(request, "join", token));
    }

    private static async Task<IResult> WithdrawAsync(OneTimeLinks links, int id, CancellationToken cancellation)
    {
        await links.RevokeAsync(id, cancellation);
        return Results.NoContent();
    }

    private static string Address(HttpRequest request, string door, string token) =>
        $"{request.Scheme}://{request.Host}/account/{door}?token={token}";

    private sealed record UserRow(
        string Id,
        string UserName,
        string DisplayName,
        bool IsAdministrator,
        bool IsDisabled,
        DateTimeOffset CreatedAt
    );

    private sealed record InvitationRow(
        int Id,
        string For,
        bool GrantsAdministration,
        string CreatedBy,
        DateTimeOffset CreatedAt,
        DateTimeOffset ExpiresAt
    );

    private sealed record Switch(bool IsDisabled);

    private sealed record Invitation(string For, bool GrantsAdministration);

    /// <param name="Link">Works once; it is not shown again.</param>
    private sealed record OneTimeAddress(string Link);
}
