using System.ComponentModel.DataAnnotations;

namespace Portal.Web.Security;

/// <summary>What a person types to sign in.</summary>
public sealed class LoginDraft
{
    [Required(ErrorMessage = "Type your user name.")]
    [StringLength(64)]
    public string UserName { get; set; } = "";

    [Required(ErrorMessage = "Type your password.")]
    [StringLength(256)]
    public string Password { get; set; } = "";

    public bool StaySignedIn { get; set; }
}
