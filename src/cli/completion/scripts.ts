/** The word the scripts call rollout with: `rollout __complete policy re`. */
export const COMPLETE = '__complete';

/**
 * What each shell sources. All of them ask rollout itself, so they never go stale. A line of the answer is a word, a tab and
 * what it is; one that begins with a blank says which files the shell completes. No script evaluates a word.
 */
export const scripts = {
  bash: `_rollout() {
  local line word kind= ending cur=\${COMP_WORDS[COMP_CWORD]}
  if [[ $cur == = ]]; then cur=; fi
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == ' '* ]]; then kind=\${line# }; continue; fi
    word=\${line%%$'\\t'*}
    if [[ $cur != [\\'\\"]* && $word == *[!][A-Za-z0-9_./,=%:@+-]* ]]; then printf -v word %q "$word"; fi
    COMPREPLY+=("$word")
  done < <(rollout ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ \${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
  if [[ -z $kind ]]; then return; fi
  compopt -o filenames
  while IFS= read -r line; do
    if [[ -n $line ]]; then COMPREPLY+=("$line"); fi
  done < <(
    if [[ $kind == files ]]; then compgen -f -- "$cur"; else compgen -d -- "$cur"; fi
    if [[ $kind == 'files '* ]]; then
      for ending in $(IFS=' '; printf '%s\\n' \${kind#files }); do compgen -f -X "!*$ending" -- "$cur"; done
    fi
  )
  if [[ \${#COMPREPLY[@]} == 0 && $kind == files* ]]; then compopt -o default; fi
}
complete -F _rollout rollout
`,
  zsh: `#compdef rollout
_rollout() {
  local line word kind
  local -a complete open
  for line in "\${(@f)$(rollout ${COMPLETE} "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == ' '* ]]; then kind=\${line# }; continue; fi
    word=\${line%%$'\\t'*}
    line=\${word//:/\\\\:}:\${line#*$'\\t'}
    if [[ $word == *= ]]; then open+=("$line"); elif [[ -n $word ]]; then complete+=("$line"); fi
  done
  if (( $#complete )); then _describe rollout complete; fi
  if (( $#open )); then _describe rollout open -S ''; fi
  if [[ -n $kind && $PREFIX == --*=* ]]; then compset -P 1 '*='; fi
  case $kind in
    files) _files ;;
    directories) _files -/ ;;
    'files '*) _files -g "*(\${(j:|:)\${(s: :)kind#files }})" ;;
  esac
}
if [[ "$funcstack[1]" == _rollout ]]; then _rollout "$@"; else compdef _rollout rollout; fi
`,
  fish: `function __rollout_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (rollout ${COMPLETE} $words[2..] 2>/dev/null)
        switch $line
            case ' files'
                __fish_complete_path (commandline -ct)
            case ' directories'
                __fish_complete_directories (commandline -ct)
            case ' files *'
                for ending in (string split ' ' -- (string replace ' files ' '' -- $line))
                    __fish_complete_suffix $ending
                end
            case '*'
                printf '%s\\n' $line
        end
    end
end
complete -c rollout -f -a '(__rollout_complete)'
`,
} as const;
